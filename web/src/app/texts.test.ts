import { describe, expect, it } from 'vitest';

const files = import.meta.glob<Record<string, unknown>>(
  ['./texts.*.json', '../features/*/texts.*.json', '../charts/texts.*.json'],
  {
    eager: true,
    import: 'default',
  },
);

/** `a.b` for each text. English and Korean count differently: `_one` is English only. */
function keys(texts: Record<string, unknown>, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'string' ? [prefix + name] : keys(value as Record<string, unknown>, `${prefix}${name}.`),
  );
}

const english = Object.keys(files).filter((file) => file.endsWith('.en.json'));

describe.each(english)('%s', (file) => {
  const en = files[file] ?? {};
  const ko = files[file.replace('.en.json', '.ko.json')] ?? {};

  it('says the same things in Korean', () => {
    expect(keys(ko).sort()).toEqual(
      keys(en)
        .filter((key) => !key.endsWith('_one'))
        .sort(),
    );
  });

  it('fills in the same places', () => {
    const places = (texts: Record<string, unknown>) =>
      Object.fromEntries(
        keys(texts).map((key) => {
          const text = key.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], texts);
          return [key, [...new Set(String(text).match(/\{\{\w+\}\}/g) ?? [])].sort()];
        }),
      );
    expect(places(en)).toMatchObject(places(ko));
  });

  it('has no empty text', () => {
    expect(JSON.stringify([en, ko])).not.toMatch(/:""/);
  });
});

/** Figures as they are read. */
const digits = { score: 2, spread: 3 } as const;

/** Scores to two places, spreads to three; a dash is the words' own matter. */
export function figure(value: number, kind: keyof typeof digits, language: string): string {
  return value.toLocaleString(language, { minimumFractionDigits: digits[kind], maximumFractionDigits: digits[kind] });
}

/** With its sign, so that generous and strict are told apart. */
export function signed(value: number, kind: keyof typeof digits, language: string): string {
  const sign = value > 0 ? '+' : value < 0 ? '−' : '±';
  return `${sign}${figure(Math.abs(value), kind, language)}`;
}

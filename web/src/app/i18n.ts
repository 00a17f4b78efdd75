/** Korean and English. A feature's texts stand in its folder and come with it. */
import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';

export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

const chosenOnThisDevice = 'crema.language';
const texts = import.meta.glob<{ default: object }>([
  './texts.*.json',
  '../features/*/texts.*.json',
  '../charts/texts.*.json',
]);

const inFolders: BackendModule = {
  type: 'backend',
  init() {},
  read(language, namespace, done) {
    const load = texts[path(namespace, language)];
    if (!load) {
      done(new Error(`no texts ${namespace} in ${language}`), null);
      return;
    }
    load().then(
      (loaded) => done(null, loaded.default as Record<string, string>),
      (failure: unknown) => done(failure instanceof Error ? failure : new Error(String(failure)), null),
    );
  },
};

function path(namespace: string, language: string): string {
  switch (namespace) {
    case 'common':
      return `./texts.${language}.json`;
    case 'charts':
      return `../charts/texts.${language}.json`;
    default:
      return `../features/${namespace}/texts.${language}.json`;
  }
}

export async function startTexts(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(inFolders)
    .use(initReactI18next)
    .init({
      lng: preferred(),
      fallbackLng: 'en',
      supportedLngs: [...languages],
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false }, // React escapes
      react: { useSuspense: true },
    });
  i18next.on('languageChanged', (language) => localStorage.setItem(chosenOnThisDevice, language));
}

function preferred(): Language {
  const wanted = [localStorage.getItem(chosenOnThisDevice), ...navigator.languages];
  const found = wanted.map((tag) => tag?.slice(0, 2)).find((tag) => languages.includes(tag as Language));
  return (found as Language | undefined) ?? 'en';
}

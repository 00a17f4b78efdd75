import { FileJson, FileSpreadsheet, FileText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../app/errorWords';
import { type Language, languages } from '../../app/i18n';
import type { Tasting } from '../../client';
import { useLine } from '../../live/connection';
import { askHttp } from '../../live/http';
import type { Identity } from '../../live/identity';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Notice } from '../../ui/Notice';
import { Segmented } from '../../ui/Segmented';
import { isLocked } from './conduct/steps';
import css from './download.module.css';

const formats = { csv: FileSpreadsheet, json: FileJson, pdf: FileText } as const;
type Format = keyof typeof formats;

/** The session as a file: what this host may see now. */
export function Download({ session }: { session: Tasting }) {
  const { t, i18n } = useTranslation('host');
  const words = useErrorWords();
  const line = useLine();
  const [language, setLanguage] = useState<Language>(i18n.resolvedLanguage === 'ko' ? 'ko' : 'en');
  const [busy, setBusy] = useState<Format | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const fetchFile = async (format: Format) => {
    if (!line) {
      return;
    }
    setBusy(format);
    setFailure(null);
    try {
      await download(line.identity, session, format, language);
    } catch (problem) {
      setFailure(words(problem));
    } finally {
      setBusy(null);
    }
  };
  return (
    <Card level={3} title={t('export.title')}>
      <p className={css.words}>{t(isLocked(session.moment.step) ? 'export.words' : 'export.early')}</p>
      <div className={css.language}>
        <span>{t('export.language')}</span>
        <Segmented
          label={t('export.language')}
          value={language}
          onChange={setLanguage}
          options={languages.map((value) => ({ value, label: t(`export.${value}`) }))}
        />
      </div>
      <ul className={css.formats}>
        {(Object.keys(formats) as Format[]).map((format) => {
          const Sign = formats[format];
          return (
            <li key={format} className={css.format}>
              <Sign aria-hidden />
              <h4>{t(`export.${format}`)}</h4>
              <p className={css.words}>{t(`export.${format}Words`)}</p>
              <Button
                busy={busy === format}
                aria-label={t('export.fetchWhat', { format: t(`export.${format}`) })}
                onClick={() => void fetchFile(format)}
              >
                {t('export.fetch')}
              </Button>
            </li>
          );
        })}
      </ul>
      {failure && <Notice kind="error">{failure}</Notice>}
    </Card>
  );
}

/** The token travels in a header, so the file is fetched by script, and given to the browser from memory. */
async function download(who: Identity, session: Tasting, format: Format, language: Language): Promise<void> {
  const query = new URLSearchParams({ format, lang: language });
  const answer = await askHttp(who, `/api/v1/tastings/${encodeURIComponent(session.id)}/export?${query}`);
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download =
    /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? `${session.id}.${format}`;
  link.click();
  // Not before the browser has taken it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

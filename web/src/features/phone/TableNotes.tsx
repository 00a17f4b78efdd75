import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TableNotesContent, Tasting } from '../../client';
import { type DocumentView, useDocument } from '../../live/documents';
import { Loading } from '../../ui/Loading';
import { Notice } from '../../ui/Notice';
import { TextEdit } from './fields/TextEdit';
import { textOf } from './model/entry';
import { placesOf } from './model/order';
import { SavedMark } from './SavedMark';
import css from './TableNotes.module.css';

interface TableNotesProps {
  session: Tasting;
  mayWrite: boolean;
}

const lengthMax = 4_000;

/** The table's open page: everybody at the table reads and writes it, letter by letter. */
export function TableNotes({ session, mayWrite }: TableNotesProps) {
  const { t } = useTranslation('phone');
  const notes = useDocument<TableNotesContent>(session.notes, session.room);
  const places = useMemo(() => placesOf(session), [session]);
  if (!notes.doc) {
    return notes.state === 'unavailable' ? <Notice>{t('table.notYet')}</Notice> : <Loading />;
  }
  return (
    <div className={css.notes}>
      <div className={css.head}>
        <p className={css.about}>{t('table.about')}</p>
        <SavedMark saved={notes.saved} />
      </div>
      <SharedText notes={notes} path={['text']} label={t('table.general')} mayWrite={mayWrite} />
      {places.map(({ code }) => (
        <SharedText
          key={code}
          notes={notes}
          path={['samples', code, 'notes']}
          label={t('sample.label', { code })}
          mayWrite={mayWrite}
        />
      ))}
    </div>
  );
}

interface SharedTextProps {
  notes: DocumentView<TableNotesContent>;
  path: string[];
  label: string;
  mayWrite: boolean;
}

function SharedText({ notes, path, label, mayWrite }: SharedTextProps) {
  const value = textOf(
    path.reduce<unknown>((here, step) => (here as Record<string, unknown> | undefined)?.[step], notes.doc),
  );
  if (value === undefined) {
    return null;
  }
  return (
    <TextEdit
      label={label}
      value={value}
      onCommit={(text) => notes.change((draft, automerge) => automerge.updateText(draft, path, text))}
      readOnly={!mayWrite}
      lengthMax={lengthMax}
    />
  );
}

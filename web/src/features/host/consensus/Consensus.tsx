import { CloudOff, CloudUpload } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsensusContent, SampleResult, Tasting, TastingForm } from '../../../client';
import { useLine } from '../../../live/connection';
import { type DocumentView, useDocument } from '../../../live/documents';
import type { RoomLive } from '../../../live/room';
import { Avatar } from '../../../ui/Avatar';
import { Badge } from '../../../ui/Badge';
import { Card } from '../../../ui/Card';
import { Empty } from '../../../ui/Empty';
import { Loading } from '../../../ui/Loading';
import { Notice } from '../../../ui/Notice';
import { rebase } from '../../phone/model/rebase';
import { calibrates } from '../conduct/steps';
import { figure } from '../panel/figures';
import panelCss from '../panel/panel.module.css';
import { useResults } from '../panel/useResults';
import { useForm } from '../useForm';
import type { Caret } from './carets';
import css from './consensus.module.css';
import { Descriptors } from './Descriptors';
import { SharedText } from './SharedText';
import { placedIn, useCarets } from './useCarets';
import { groupsOf } from './words';

/** Where the words come from for a form that has none of its own. */
const wordsOf = 'cva-descriptive';

interface ConsensusProps {
  live: RoomLive;
  session: Tasting;
  form: TastingForm | null;
}

/** The panel's common sheet, from the lock on: written by all hands at once, and nobody's score. */
export default function Consensus({ live, session, form }: ConsensusProps) {
  const { t } = useTranslation('host');
  const document = useDocument<ConsensusContent>(session.consensus, session.room);
  switch (document.state) {
    case 'none':
      return (
        <Empty title={t('consensus.notYet')}>
          <p>{t('consensus.notYetWords')}</p>
        </Empty>
      );
    case 'loading':
      return <Loading what={t('consensus.loading')} />;
    case 'unavailable':
      return <Notice kind="error">{t('consensus.unavailable')}</Notice>;
    case 'ready':
      return document.doc ? (
        <Open live={live} session={session} form={form} document={document} doc={document.doc} />
      ) : (
        <Loading />
      );
  }
}

interface OpenProps extends ConsensusProps {
  document: DocumentView<ConsensusContent>;
  doc: ConsensusContent;
}

function Open({ live, session, form, document, doc }: OpenProps) {
  const { t } = useTranslation('host');
  const identity = useLine()?.identity;
  const me = useMemo(() => identity && { user: identity.user, name: identity.name }, [identity]);
  const { carets, stand } = useCarets(document.open, me);
  const { results } = useResults(live, session.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const calibrating = new Set(session.samples.filter(calibrates).map((sample) => sample.code));
  const codes = Object.keys(doc.samples)
    .filter((one) => !calibrating.has(one))
    .toSorted();
  const code = chosen !== null && doc.samples[chosen] ? chosen : codes[0];
  if (code === undefined) {
    return <Empty title={t('consensus.notYet')} />;
  }
  return (
    <div className={panelCss.scores}>
      <nav aria-label={t('scores.coffees')}>
        <ul className={panelCss.coffees}>
          {codes.map((one) => (
            <Coffee
              key={one}
              code={one}
              current={one === code}
              carets={carets}
              text={doc.samples[one]?.text ?? ''}
              onChoose={() => setChosen(one)}
            />
          ))}
        </ul>
      </nav>
      <Sheet
        key={code}
        code={code}
        live={live}
        session={session}
        form={form}
        document={document}
        doc={doc}
        carets={carets}
        stand={stand}
        result={results?.samples.find((sample) => sample.code === code)}
      />
    </div>
  );
}

interface CoffeeProps {
  code: string;
  current: boolean;
  carets: readonly Caret[];
  text: string;
  onChoose: () => void;
}

function Coffee({ code, current, carets, text, onChoose }: CoffeeProps) {
  const { t } = useTranslation('host');
  const writing = carets.filter(({ sample }) => sample === code);
  return (
    <li>
      <button type="button" className={panelCss.coffee} aria-current={current || undefined} onClick={onChoose}>
        <span className={panelCss.code}>{code}</span>
        <span className={css.hands}>
          {writing.map(({ device, user, name }) => (
            <Avatar key={device} id={user} name={name} />
          ))}
        </span>
        <span className={panelCss.coffeeCount}>
          {writing.length > 0
            ? t('consensus.writing', { names: writing.map(({ name }) => name).join(', ') })
            : text.trim()
              ? text.trim().slice(0, 60)
              : t('consensus.nothing')}
        </span>
      </button>
    </li>
  );
}

interface SheetProps extends OpenProps {
  code: string;
  carets: readonly Caret[];
  stand: (sample: string, at: { from: number; to: number } | null) => void;
  result: SampleResult | undefined;
}

function Sheet({ live, session, form, document, doc, code, carets, stand, result }: SheetProps) {
  const { t, i18n } = useTranslation('host');
  const common = useForm(live, wordsOf);
  const words = form && groupsOf(form).length > 0 ? form : common;
  const readOnly = session.moment.step === 'closed';
  const sample = doc.samples[code];
  const placed = placedIn(doc, carets, code);
  if (!sample) {
    return null;
  }
  return (
    <Card
      level={3}
      title={t('consensus.title', { code })}
      aside={
        <>
          <SavedMark saved={document.saved} />
          {result?.panel.mean !== undefined &&
            t('consensus.mean', { mean: figure(result.panel.mean, 'score', i18n.resolvedLanguage ?? 'en') })}
        </>
      }
    >
      <SharedText
        label={t('consensus.text')}
        hint={
          placed.length > 0
            ? t('consensus.writing', { names: placed.map(({ name }) => name).join(', ') })
            : t(readOnly ? 'consensus.closed' : 'consensus.hint')
        }
        text={sample.text}
        placed={placed}
        readOnly={readOnly}
        onType={(base, typed) =>
          document.change((draft, automerge) => {
            const now = draft.samples[code]?.text ?? '';
            automerge.updateText(draft, ['samples', code, 'text'], rebase(base, typed, now));
          })
        }
        onStand={(at) => stand(code, at)}
      />
      {words && (
        <Descriptors
          form={words}
          ticked={sample.descriptors}
          panel={result?.panel}
          readOnly={readOnly}
          onTick={(id, on) =>
            document.change((draft) => {
              const descriptors = draft.samples[code]?.descriptors;
              if (descriptors && on) {
                descriptors[id] = true;
              } else if (descriptors) {
                delete descriptors[id];
              }
            })
          }
        />
      )}
    </Card>
  );
}

function SavedMark({ saved }: { saved: DocumentView<ConsensusContent>['saved'] }) {
  const { t } = useTranslation('host');
  return (
    <span role="status">
      {saved === 'offline' && (
        <Badge tone="amber" icon={<CloudOff aria-hidden />}>
          {t('consensus.offline')}
        </Badge>
      )}
      {saved === 'queued' && <Badge icon={<CloudUpload aria-hidden />}>{t('consensus.queued')}</Badge>}
      {saved === 'saved' && <Badge>{t('consensus.saved')}</Badge>}
    </span>
  );
}

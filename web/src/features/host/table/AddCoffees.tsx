import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../../app/errorWords';
import { CremaError, type Tasting } from '../../../client';
import { useLine } from '../../../live/connection';
import { askHttp } from '../../../live/http';
import type { RoomLive } from '../../../live/room';
import { Button } from '../../../ui/Button';
import { Notice } from '../../../ui/Notice';
import {
  emptySample,
  isBlank,
  type Problem,
  problemsOf,
  refusedField,
  type SampleDraft,
  type SessionDraft,
  toCommand,
} from '../../setup/draft';
import { Samples } from '../../setup/Samples';
import panelCss from '../panel/panel.module.css';

interface AddCoffeesProps {
  live: RoomLive;
  session: Tasting;
  onClose: () => void;
}

/** More coffees, as long as the session is in its lobby. */
export function AddCoffees({ live, session, onClose }: AddCoffeesProps) {
  const { t } = useTranslation(['setup', 'host']);
  const words = useErrorWords();
  const line = useLine();
  const [samples, setSamples] = useState<readonly SampleDraft[]>(() => [emptySample(), emptySample(), emptySample()]);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<readonly Problem[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const draft = draftOf(session, samples);
  // Flights and the calibration are a matter of all coffees: the server looks at them.
  const own = problemsOf(draft).filter(({ word }) => word !== 'emptyFlight' && word !== 'onlyCalibration');
  const problems = tried ? [...own, ...refused] : [];
  const add = async () => {
    setTried(true);
    if (!line || own.length > 0) {
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await askHttp(line.identity, `/api/v1/tastings/${encodeURIComponent(session.id)}/samples`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ samples: toCommand(session.room, draft).samples }),
      });
      await live.refreshSession(session.id);
      onClose();
    } catch (problem) {
      const field = problem instanceof CremaError && problem.field ? refusedField(problem.field, draft) : undefined;
      setRefused(field ? [{ field, word: 'refused' }] : []);
      setFailure(field ? null : words(problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={panelCss.stack}>
      <Samples
        samples={samples}
        onChange={(now) => {
          setRefused([]);
          setSamples(now);
        }}
        errorOf={(field) => {
          const problem = problems.find((one) => one.field === field);
          return problem && t(`problem.${problem.word}`, problem.values ?? {});
        }}
      />
      {failure && <Notice kind="error">{failure}</Notice>}
      <div className={panelCss.answer}>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button look="primary" busy={busy} disabled={samples.every(isBlank)} onClick={() => void add()}>
          {t('host:table.put')}
        </Button>
      </div>
    </div>
  );
}

function draftOf(session: Tasting, samples: readonly SampleDraft[]): SessionDraft {
  const { title, form, version, cups, ordering, automatic } = session;
  return { title, form, version, cups: String(cups), ordering, automatic, samples };
}

import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useErrorWords } from '../../app/errorWords';
import { CremaError, type Room, type Tasting } from '../../client';
import { useLine } from '../../live/connection';
import { askHttp } from '../../live/http';
import type { Identity } from '../../live/identity';
import type { RoomLive } from '../../live/room';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Notice } from '../../ui/Notice';
import { Basics } from './Basics';
import { emptySample, isBlank, type Problem, problemsOf, refusedField, type SessionDraft, toCommand } from './draft';
import { FormChoice } from './FormChoice';
import { Samples } from './Samples';
import css from './setup.module.css';

export type Change = (news: Partial<SessionDraft>) => void;

function freshDraft(): SessionDraft {
  return {
    title: '',
    form: 'cva-affective',
    version: 1,
    cups: '5',
    ordering: 'square',
    automatic: true,
    samples: [emptySample(), emptySample(), emptySample()],
  };
}

/** One page from the title to the last coffee. What is wrong is said at its field when it is first sent, and from then on as it changes. */
export function SetUp({ live, room }: { live: RoomLive; room: Room }) {
  const { t } = useTranslation('setup');
  const [draft, setDraft] = useState(freshDraft);
  const { busy, send, tried, failure, refused, clear } = useCreation(live, room, draft);
  const change: Change = (news) => {
    clear();
    setDraft((now) => ({ ...now, ...news }));
  };
  const problems = tried ? [...problemsOf(draft), ...refused] : [];
  const errorOf = (field: string) => {
    const problem = problems.find((one) => one.field === field);
    return problem && t(`problem.${problem.word}`, problem.values ?? {});
  };
  const count = draft.samples.filter((sample) => !isBlank(sample)).length;
  return (
    <form className={css.form} aria-label={t('title')} noValidate onSubmit={send}>
      <div className={css.columns}>
        <Card title={t('basics')}>
          <Basics draft={draft} change={change} errorOf={errorOf} />
        </Card>
        <Card title={t('form.title')}>
          <FormChoice live={live} draft={draft} change={change} error={errorOf('form')} />
        </Card>
      </div>
      <Samples samples={draft.samples} onChange={(samples) => change({ samples })} errorOf={errorOf} />
      <div className={css.foot}>
        {problems.length > 0 && <Notice kind="error">{t('problem.count', { count: problems.length })}</Notice>}
        {failure && <Notice kind="error">{failure}</Notice>}
        <p className={css.quiet}>{t(count > 0 ? 'summary' : 'summaryNone', { count })}</p>
        <Button type="submit" look="primary" size="l" busy={busy}>
          {t('create')}
        </Button>
      </div>
    </form>
  );
}

function useCreation(live: RoomLive, room: Room, draft: SessionDraft) {
  const words = useErrorWords();
  const navigate = useNavigate();
  const line = useLine();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [refused, setRefused] = useState<readonly Problem[]>([]);
  const attempt = useRef(crypto.randomUUID());
  const clear = () => {
    setFailure(null);
    setRefused([]);
    // Another content is another request.
    attempt.current = crypto.randomUUID();
  };
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    setTried(true);
    setFailure(null);
    if (!line || problemsOf(draft).length > 0) {
      focusFirstError(form);
      return;
    }
    setBusy(true);
    try {
      const session = await create(line.identity, attempt.current, toCommand(room.id, draft));
      await live.refreshSession(session.id);
      navigate(`/rooms/${encodeURIComponent(room.id)}/sessions/${encodeURIComponent(session.id)}/host`);
    } catch (problem) {
      const field = problem instanceof CremaError && problem.field ? refusedField(problem.field, draft) : undefined;
      setRefused(field ? [{ field, word: 'refused' }] : []);
      setFailure(field ? null : words(problem));
      setBusy(false);
      focusFirstError(form);
    }
  };
  return { busy, tried, failure, refused, clear, send: (event: FormEvent<HTMLFormElement>) => void send(event) };
}

/** Over HTTP: a hundred coffees with all that a file says of them do not fit into a frame. Sent again with the same key it is the same session. */
async function create(who: Identity, key: string, command: object): Promise<Tasting> {
  const answer = await askHttp(who, '/api/v1/tastings', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(command),
  });
  return ((await answer.json()) as { session: Tasting }).session;
}

function focusFirstError(form: HTMLFormElement): void {
  // After the errors are drawn.
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

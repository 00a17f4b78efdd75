/** The node's HTTP API, for what a socket does not carry: files, and bodies above a frame's size. */
import { CremaError, type ErrorBody } from '../client';
import type { Identity } from './identity';
import { freshToken } from './tokens';

/** One of several things that are wrong with a body. */
export interface BodyProblem {
  /** A JSON pointer; empty for the whole. */
  pointer: string;
  rule: string;
  message: string;
}

/** A refusal over HTTP. `problems` are there where what is wrong is told one by one. */
export class HttpRefusal extends CremaError {
  readonly problems: readonly BodyProblem[];

  constructor({ errors, ...body }: ErrorBody & { errors?: BodyProblem[] }) {
    super(body);
    this.problems = errors ?? [];
  }
}

/**
 * Asks as `identity`. The token travels in the header only.
 *
 * @throws HttpRefusal with the server's refusal, or `unavailable` when there was no answer of its kind
 */
export async function askHttp(identity: Identity, path: string, init: RequestInit = {}): Promise<Response> {
  const { token } = await freshToken(identity);
  const headers = new Headers(init.headers);
  headers.set('Authorization', `Bearer ${token}`);
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers });
  } catch {
    throw unavailable();
  }
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}

async function refusal(response: Response): Promise<HttpRefusal> {
  try {
    const { error } = (await response.json()) as { error?: ErrorBody & { errors?: BodyProblem[] } };
    return error ? new HttpRefusal(error) : unavailable();
  } catch {
    return unavailable();
  }
}

function unavailable(): HttpRefusal {
  return new HttpRefusal({ code: 'unavailable', number: 1401, message: 'the server did not answer', retryable: true });
}

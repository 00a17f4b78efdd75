import type { ErrorBody, ErrorCode } from './protocol';

/** `lost`: the outcome cannot be known any more, or there is no connection for what is only worth sending now. It has the number 0. */
export type FailureCode = ErrorCode | 'lost';

/** Why a command has no answer. `code` is one of the table in docs/protocol.md, or `lost`. */
export class CremaError extends Error {
  readonly code: FailureCode;
  readonly number: number;
  /** Whether the same may be asked again later. */
  readonly retryable: boolean;
  /** Which field is wrong, for example `data.text`. */
  readonly field?: string;
  readonly limit?: number;
  readonly retryAfterMs?: number;

  constructor(body: Omit<ErrorBody, 'code'> & { code: FailureCode }) {
    super(body.message);
    this.name = 'CremaError';
    this.code = body.code;
    this.number = body.number;
    this.retryable = body.retryable;
    if (body.field !== undefined) this.field = body.field;
    if (body.limit !== undefined) this.limit = body.limit;
    if (body.retryAfterMs !== undefined) this.retryAfterMs = body.retryAfterMs;
  }
}

export const lost = (message: string): CremaError =>
  new CremaError({ code: 'lost', number: 0, message, retryable: false });

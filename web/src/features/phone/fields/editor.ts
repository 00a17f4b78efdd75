import type { FormField, TastingForm } from '../../../client';
import type { AutomergeApi } from '../../../live/documents';
import type { Entry } from '../model/entry';
import type { Draft } from '../model/marks';

/** One sample of a sheet, open for entries. */
export interface Editor {
  readOnly: boolean;
  /** Of the sample that all changes are about. */
  code: string;
  change(change: (draft: Draft, automerge: AutomergeApi) => void): void;
  /** What the other device of the same person entered at the same time. */
  alternatives(field: FormField): unknown[];
}

export interface FieldProps<F extends FormField> {
  field: F;
  form: TastingForm;
  entry: Entry;
  editor: Editor;
  /** Names the element that says what the field is called. */
  labelId: string;
}

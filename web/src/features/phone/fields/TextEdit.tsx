import { useEffect, useRef } from 'react';
import { TextArea, TextField } from '../../../ui/Field';
import { useDraft } from './useDraft';

interface TextEditProps {
  label: string;
  /** As the document has it now. */
  value: string;
  onCommit: (text: string) => void;
  readOnly: boolean;
  lengthMax: number;
  /** One line. */
  short?: boolean;
  /** It was asked for just now. */
  startsFocused?: boolean;
}

/** A note. Written when typing rests, and when one leaves it. */
export function TextEdit({
  label,
  value,
  onCommit,
  readOnly,
  lengthMax,
  short = false,
  startsFocused = false,
}: TextEditProps) {
  const element = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const { draft, typing } = useDraft(element, value, onCommit);
  useEffect(() => {
    if (startsFocused) {
      element.current?.focus();
    }
  }, [startsFocused]);
  const wiring = {
    ref: element,
    label,
    value: draft,
    readOnly,
    maxLength: lengthMax,
    onChange: (event: { target: { value: string } }) => typing.type(event.target.value),
    onBlur: typing.flush,
    onCompositionStart: () => {
      typing.composing = true;
    },
    onCompositionEnd: (event: { currentTarget: { value: string } }) =>
      typing.composed(event.currentTarget.value, value),
  };
  return short ? <TextField {...wiring} /> : <TextArea {...wiring} />;
}

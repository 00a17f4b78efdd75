import { useEffect, useState } from 'react';
import type { TastingForm } from '../../client';
import type { RoomLive } from '../../live/room';

/** A form's definition; a version never changes. Null until it is read. */
export function useForm(live: RoomLive, form: string, version?: number): TastingForm | null {
  const [definition, setDefinition] = useState<TastingForm | null>(null);
  useEffect(() => {
    let left = false;
    live.client.send('tasting.form', { form, ...(version === undefined ? {} : { version }) }).then(
      (answer) => !left && setDefinition(answer.definition),
      () => {
        // Ids stand where labels would.
      },
    );
    return () => {
      left = true;
    };
  }, [live, form, version]);
  return definition;
}

import { useEffect, useState } from 'react';
import type { ChatMessage } from '../../client';

/** How many messages of others came since the chat was last open; what was there on coming in is not new. */
export function useUnread(messages: readonly ChatMessage[], me: string, isOpen: boolean): number {
  const newest = messages.at(-1)?.seq ?? 0;
  const [seen, setSeen] = useState(newest);
  useEffect(() => {
    if (isOpen) {
      setSeen(newest);
    }
  }, [isOpen, newest]);
  return messages.filter((message) => message.seq > seen && message.from !== me && !message.deleted).length;
}

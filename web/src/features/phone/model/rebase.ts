/** Text that somebody is typing while others change it. */

interface Edit {
  from: number;
  removed: number;
  inserted: string;
}

/**
 * What `mine` (made from `base`) becomes when `base` has meanwhile become `theirs`: both changes are there. Each is taken for one
 * stretch that was replaced; where the stretches overlap, mine stands after theirs.
 */
export function rebase(base: string, mine: string, theirs: string): string {
  if (base === theirs || mine === theirs) {
    return mine;
  }
  if (base === mine) {
    return theirs;
  }
  const edit = editOf(base, mine);
  const other = editOf(base, theirs);
  const end = edit.from + edit.removed;
  const from = moved(edit.from, other);
  // What they put exactly at the end of what I took away is not taken away.
  const to = Math.max(from, end === other.from && edit.removed > 0 ? end : moved(end, other));
  return theirs.slice(0, from) + edit.inserted + theirs.slice(to);
}

/** Where a caret goes when the text around it changes. */
export function movedCaret(caret: number, before: string, now: string): number {
  return before === now ? caret : moved(caret, editOf(before, now));
}

function editOf(before: string, now: string): Edit {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) {
    start++;
  }
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === now[now.length - 1 - end]) {
    end++;
  }
  return { from: start, removed: before.length - start - end, inserted: now.slice(start, now.length - end) };
}

function moved(place: number, edit: Edit): number {
  if (place < edit.from) {
    return place;
  }
  if (place >= edit.from + edit.removed) {
    return place + edit.inserted.length - edit.removed;
  }
  return edit.from + edit.inserted.length;
}

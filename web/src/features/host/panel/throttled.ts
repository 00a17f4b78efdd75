/**
 * Does it at once, and then at most each `everyMs`: what is asked for in between is done once, at the end of the time.
 * `cancel` forgets what was put off.
 */
export function throttled(everyMs: number, action: () => void): { (): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const rest = () => {
    timer = undefined;
    if (again) {
      act();
    }
  };
  const act = () => {
    again = false;
    timer = setTimeout(rest, everyMs);
    action();
  };
  const ask = () => {
    if (timer === undefined) {
      act();
    } else {
      again = true;
    }
  };
  ask.cancel = () => {
    clearTimeout(timer);
    timer = undefined;
    again = false;
  };
  return ask;
}

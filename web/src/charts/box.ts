import { type RefCallback, useCallback, useState } from 'react';

/** The place that a chart has, in CSS pixels. */
export interface Box {
  width: number;
  height: number;
  /** The size of its text: all that has to do with text is measured in it, so that a chart is as readable as the words around it. */
  unit: number;
}

/** How large the element is that the reference is given to; null until it is there. */
export function useBox(): [RefCallback<HTMLElement>, Box | null] {
  const [box, setBox] = useState<Box | null>(null);
  const watch = useCallback((element: HTMLElement | null) => {
    if (!element) {
      return;
    }
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      const unit = Number.parseFloat(getComputedStyle(element).fontSize) || 16;
      setBox(width > 0 && height > 0 ? { width, height, unit } : null);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [watch, box];
}

/** About how wide a text is, in units: letters of Korean are square. */
export function textWidth(text: string): number {
  let sum = 0;
  for (const letter of text) {
    sum += (letter.codePointAt(0) ?? 0) >= 0x1100 ? 0.98 : 0.56;
  }
  return sum;
}

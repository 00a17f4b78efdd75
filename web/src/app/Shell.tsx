import { Suspense } from 'react';
import { Outlet, ScrollRestoration } from 'react-router';
import { Loading } from '../ui/Loading';
import { Toasts } from '../ui/Toasts';

/** What every view stands in. */
export function Shell() {
  return (
    <Suspense fallback={<Loading />}>
      <Outlet />
      <ScrollRestoration />
      <Toasts />
    </Suspense>
  );
}

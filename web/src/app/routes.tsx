import { createBrowserRouter, type RouteObject } from 'react-router';
import { Loading } from '../ui/Loading';
import { Failed } from './Failed';
import { Shell } from './Shell';

/** A view in a file of its own, fetched when it is gone to. The module's default is the component. */
function view(path: string, load: () => Promise<{ default: React.ComponentType }>): RouteObject {
  return { path, lazy: async () => ({ Component: (await load()).default }) };
}

export const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <Failed />,
    hydrateFallbackElement: <Loading />,
    children: [
      view('/', () => import('../features/start')),
      view('/signed-in', () => import('../features/start/SignedIn')),
      view('/join', () => import('../features/join')),
      view('/rooms/:room', () => import('../features/room')),
      view('/boxes/:order', () => import('../features/box')),
      view('/boxes/:order/host', () => import('../features/box/host')),
      view('/rooms/:room/tv', () => import('../features/tv/RoomTv')),
      view('/tv', () => import('../features/tv')),
      view('/rooms/:room/sessions/:session', () => import('../features/phone')),
      view('/rooms/:room/new', () => import('../features/setup')),
      view('/rooms/:room/sessions/:session/host', () => import('../features/host')),
      view('*', () => import('./NotFound')),
    ],
  },
]);

import '../theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { startTexts } from './i18n';
import { router } from './routes';

await startTexts();
const place = document.getElementById('app');
if (!place) {
  throw new Error('index.html has no #app');
}
createRoot(place).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Problem } from './api/http';
import { loadWindow, makeRouter } from './router';
import { loadLayers } from './shell/Shell';
import './styles/tokens.css';
import './styles/kit.css';
import './styles/shell.css';

export const makeClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // a refusal stays a refusal; what got no answer is asked again
        retry: (failures, fault) => failures < 3 && !(fault instanceof Problem && fault.status >= 400 && fault.status < 500),
      },
    },
  });

const place = document.getElementById('desk');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={makeClient()}>
        <RouterProvider router={makeRouter()} />
      </QueryClientProvider>
    </StrictMode>,
  );
}

// once the first page stands, the rest is fetched too, so that work opens the moment it is accepted
window.addEventListener('load', () => {
  setTimeout(() => {
    void loadWindow();
    void loadLayers();
  }, 500);
});

import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { InboxLayout, NothingOpen } from './inbox/Inbox';
import { Empty } from './kit/states';
import { Shell } from './shell/Shell';

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: () => (
    <main id="main" className="page" tabIndex={-1}>
      <h1>Not here</h1>
      <Empty title="There is no such page">The address may be old. Your work is in the inbox: press 1.</Empty>
    </main>
  ),
});
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
const desk = createRoute({ getParentRoute: () => shell, id: 'desk', component: InboxLayout });
const inbox = createRoute({ getParentRoute: () => desk, path: '/', component: NothingOpen });
export const loadWindow = () => import('./work/WorkWindow');
const item = createRoute({ getParentRoute: () => desk, path: '/items/$item', component: lazyRouteComponent(loadWindow, 'WorkWindow') });
const floor = createRoute({ getParentRoute: () => shell, path: '/floor', component: lazyRouteComponent(() => import('./floor/Floor'), 'Floor') });
const approvals = createRoute({
  getParentRoute: () => shell,
  path: '/approvals',
  component: lazyRouteComponent(() => import('./floor/Approvals'), 'Approvals'),
});
const wall = createRoute({ getParentRoute: () => root, path: '/wall', component: lazyRouteComponent(() => import('./floor/Wall'), 'Wall') });

const routeTree = root.addChildren([shell.addChildren([desk.addChildren([inbox, item]), floor, approvals]), wall]);

export const makeRouter = () => createRouter({ routeTree, basepath: '/desk', defaultPreload: 'intent' });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

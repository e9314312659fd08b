import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Failed, Loading } from '../ui/states.tsx'
import { Layout } from './layout.tsx'
import { NotFound } from './not-found.tsx'

const root = createRootRoute({ component: Layout, notFoundComponent: NotFound })

/** Views are kept in the address: each page reads and checks its own search parameters. */
const search = (given: Record<string, unknown>): Record<string, unknown> => given

const page = <Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component, validateSearch: search })

const routes = [
  page(
    '/',
    lazyRouteComponent(() => import('../pages/portfolio/portfolio-page.tsx'), 'PortfolioPage'),
  ),
  page(
    '/roadmap',
    lazyRouteComponent(() => import('../pages/roadmap/roadmap-page.tsx'), 'RoadmapPage'),
  ),
  page(
    '/dependencies',
    lazyRouteComponent(() => import('../pages/dependencies/dependencies-page.tsx'), 'DependenciesPage'),
  ),
  page(
    '/projects/$project',
    lazyRouteComponent(() => import('../pages/project/project-page.tsx'), 'ProjectPage'),
  ),
  page(
    '/capacity',
    lazyRouteComponent(() => import('../pages/capacity/capacity-page.tsx'), 'CapacityPage'),
  ),
  page(
    '/standards',
    lazyRouteComponent(() => import('../pages/standards/standards-page.tsx'), 'StandardsPage'),
  ),
  page(
    '/connections',
    lazyRouteComponent(() => import('../pages/connections/connections-page.tsx'), 'ConnectionsPage'),
  ),
  page(
    '/reports',
    lazyRouteComponent(() => import('../pages/reports/reports-page.tsx'), 'ReportsPage'),
  ),
]

/** All pages of the dashboard. Each is loaded when it is first opened. */
export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Loading what="the page" />,
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} what="this page" retry={reset} />,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

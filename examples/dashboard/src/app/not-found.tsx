import { Link } from '@tanstack/react-router'
import { StatePanel } from '../ui/states.tsx'

/** What an address without a page shows. */
export function NotFound() {
  return (
    <div className="page stack">
      <h1>Nothing here</h1>
      <StatePanel title="There is no such page">
        <p>
          The address <code>{location.pathname}</code> leads nowhere. <Link to="/">Go to the portfolio</Link>
        </p>
      </StatePanel>
    </div>
  )
}

import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from '../../ui/tabs.tsx'
import { ConnectWizard } from './connect-wizard.tsx'
import { ConnectionList } from './connection-list.tsx'
import { ConnectionPanel } from './connection-panel.tsx'
import { connectionsAddressOf, connectionsViewOf, TABS, type ConnectionsView } from './connections-view.ts'
import { PluginsTab } from './plugins-tab.tsx'
import './connections.css'

/** What a part of the page is given: its view, and how it shows another one. */
export interface ConnectionsPart {
  readonly view: ConnectionsView
  readonly show: (next: ConnectionsView) => void
}

/** Trackers that are connected, how fresh they are, and the plugins that read them. */
export function ConnectionsPage() {
  const view = connectionsViewOf(useSearch({ strict: false }))
  const navigate = useNavigate()
  const show = (next: ConnectionsView) =>
    void navigate({ to: '/connections', search: connectionsAddressOf(next), resetScroll: false })
  return (
    <div className="page stack">
      <h1>Connections</h1>
      <Tabs
        label="What is shown of the connections"
        tabs={TABS}
        chosen={view.tab}
        choose={(tab) => show({ tab })}
      >
        <Shown view={view} show={show} />
      </Tabs>
    </div>
  )
}

function Shown({ view, show }: ConnectionsPart) {
  const { tab, connection, connect } = view
  if (tab === 'plugins') return <PluginsTab />
  if (connect !== undefined) return <ConnectWizard key={connect} view={view} show={show} />
  if (connection !== undefined)
    return <ConnectionPanel key={connection} id={connection} view={view} show={show} />
  return <ConnectionList />
}

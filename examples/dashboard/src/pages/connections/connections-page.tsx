/** Connections. */
export function ConnectionsPage() {
  return (
    <div className="page stack">
      <h1>Connections</h1>
    </div>
  )
}

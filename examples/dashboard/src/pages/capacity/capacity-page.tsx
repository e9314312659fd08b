/** Capacity. */
export function CapacityPage() {
  return (
    <div className="page stack">
      <h1>Capacity</h1>
    </div>
  )
}

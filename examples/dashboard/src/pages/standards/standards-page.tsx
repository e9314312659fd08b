/** Standards. */
export function StandardsPage() {
  return (
    <div className="page stack">
      <h1>Standards</h1>
    </div>
  )
}

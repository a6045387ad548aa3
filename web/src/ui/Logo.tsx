/** The hall: a gabled house that is also a speech bubble, with a brass light above its door. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false" className="logo">
      <path className="logo__house" d="M16 2.6 28.2 11.4v12a3.4 3.4 0 0 1-3.4 3.4H12.6L6.4 31v-4.3a3.4 3.4 0 0 1-2.6-3.3v-12Z" />
      <path className="logo__door" d="M11.4 26.8v-6.6a4.6 4.6 0 0 1 9.2 0v6.6Z" />
      <circle className="logo__light" cx="16" cy="11.2" r="2" />
    </svg>
  );
}

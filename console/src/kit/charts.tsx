/** A line of what a number was lately, with its target; decoration beside the number itself. */
export function Spark({ values, target, tone }: { values: number[]; target?: number | null; tone: string }) {
  const all = target == null ? values : [...values, target];
  const top = Math.max(...all, 1e-9);
  const bottom = Math.min(...all, 0);
  const y = (value: number) => 38 - ((value - bottom) / (top - bottom || 1)) * 34;
  const drawn = values.length === 1 ? [...values, ...values] : values; // one is a level, not nothing
  const points = drawn.map((value, at) => `${((at / Math.max(1, drawn.length - 1)) * 220).toFixed(1)},${y(value).toFixed(1)}`);
  return (
    <svg className="spark" viewBox="0 0 220 40" preserveAspectRatio="none" aria-hidden="true">
      {target != null && (
        <line x1="0" x2="220" y1={y(target)} y2={y(target)} stroke="var(--control)" strokeDasharray="2 4" vectorEffect="non-scaling-stroke" />
      )}
      {points.length > 1 && (
        <polyline fill="none" stroke={`var(--${tone})`} strokeWidth="2" vectorEffect="non-scaling-stroke" points={points.join(' ')} />
      )}
    </svg>
  );
}

/** How much of a whole, with a mark where it should be; the number stands beside it. */
export function Level({ share, mark, tone = 'accent', label }: { share: number; mark?: number | null; tone?: string; label: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <svg className="level" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect width="100" height="8" rx="1" fill="var(--sunken)" stroke="var(--control)" strokeWidth=".5" vectorEffect="non-scaling-stroke" />
      <rect width={percent} height="8" rx="1" fill={`var(--${tone})`} />
      {mark != null && <rect x={Math.min(98.5, mark * 100)} width="1.5" height="8" fill="var(--ink)" />}
    </svg>
  );
}

/** People by what they do now, as one bar. */
export function Parts({ parts, label }: { parts: { name: string; count: number; tone: string }[]; label: string }) {
  const whole = parts.reduce((sum, part) => sum + part.count, 0) || 1;
  let from = 0;
  return (
    <svg className="parts" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect width="100" height="8" fill="var(--sunken)" />
      {parts.map((part) => {
        const x = from;
        from += (part.count / whole) * 100;
        return <rect key={part.name} x={x} width={Math.max(0, from - x - 0.4)} height="8" fill={`var(--${part.tone})`} />;
      })}
    </svg>
  );
}

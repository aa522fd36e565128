// The product's mark: water passing a weir. Drawn from path and never a picture file.
import css from "./BrandMark.module.css";

export function BrandMark() {
  return (
    <span className={css.mark} aria-hidden>
      <svg viewBox="0 0 32 32">
        <path d="M6 11h6c4.500 0 4.500 10 9 10h5" />
        <path d="M6 16.500h3.500c3.500 0 3.500 8.500 7.500 8.500" />
        <path d="M18 11h8" />
      </svg>
    </span>
  );
}

// The picture beside the form: water that passes a weir, drawn from a rule.
import { useTranslation } from "react-i18next";
import css from "./SignInPage.module.css";

const LINES = 20;

/** Line `i` from the crest down: it starts lower, bends a little earlier and lands a little later. */
function line(i: number): string {
  const top = 250 + 15 * i;
  const bend = 250 - 3 * i;
  const bottom = 560 + 9 * i;
  const landing = 392 + 3 * i;
  return `M-20 ${top}H${bend}C${bend + 80} ${top} ${300 + 4 * i} ${bottom} ${landing} ${bottom}H760`;
}

export function Hero() {
  const { t } = useTranslation("session");
  return (
    <aside className={css.hero}>
      <svg viewBox="0 0 720 900" preserveAspectRatio="xMidYMid slice" aria-hidden>
        <path d="M-20 236H256" opacity={0.9} />
        {Array.from({ length: LINES }, (_, i) => (
          <path key={i} d={line(i)} opacity={0.62 - 0.026 * i} />
        ))}
      </svg>
      <div className={css.say}>
        <p className={css.motto}>{t("motto")}</p>
        <p className={css.mottoSub}>{t("mottoSub")}</p>
      </div>
    </aside>
  );
}

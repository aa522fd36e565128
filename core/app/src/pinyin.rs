//! How Chinese names sound: found by pinyin, whole or by initials, and sorted by it.

use pinyin::{ToPinyin, ToPinyinMulti};

/// Surnames that are read otherwise than the character alone.
const SURNAMES: [(char, &str); 17] = [
    ('单', "shan4"),
    ('曾', "zeng1"),
    ('解', "xie4"),
    ('仇', "qiu2"),
    ('查', "zha1"),
    ('区', "ou1"),
    ('朴', "piao2"),
    ('翟', "zhai2"),
    ('乐', "yue4"),
    ('缪', "miao4"),
    ('员', "yun4"),
    ('种', "chong2"),
    ('折', "she2"),
    ('秘', "bi4"),
    ('任', "ren2"),
    ('盖', "ge3"),
    ('尉', "wei4"),
];
/// Characters of a name that are listened to: longer than any name.
const HEARD_MAX_CHARS: usize = 64;

/// The readings of a name, character by character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sounds(Vec<Heard>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Heard {
    /// A Chinese character and every way to read it.
    Han(Vec<String>),
    /// Anything else, in lower case; spaces are not heard.
    Other(char),
}

impl Sounds {
    /// The readings of a name.
    pub fn of(name: &str) -> Self {
        let lower = name.to_lowercase();
        let heard = lower.chars().filter(|c| !c.is_whitespace()).take(HEARD_MAX_CHARS);
        Self(
            heard
                .map(|c| match c.to_pinyin_multi() {
                    Some(many) => {
                        // People type `lv` or `lu` for lü.
                        let typed = |reading: &str| [reading.replace('ü', "v"), reading.replace('ü', "u")];
                        let mut readings: Vec<String> =
                            many.into_iter().flat_map(|one| typed(one.plain())).collect();
                        readings.sort_unstable();
                        readings.dedup();
                        Heard::Han(readings)
                    }
                    None => Heard::Other(c),
                })
                .collect(),
        )
    }

    /// Whether some part of the name sounds so: `zhanglan`, `zl`, `zhangl`, `lan`.
    pub fn matches(&self, typed: &str) -> bool {
        let typed: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
        let spelled = !typed.is_empty() && typed.bytes().all(|b| b.is_ascii_alphanumeric());
        spelled && (0..self.0.len()).any(|at| self.sounds_from(at, &typed))
    }

    fn sounds_from(&self, at: usize, typed: &str) -> bool {
        // How much of what was typed may be heard so far: no way is gone twice.
        let mut ends = vec![0_usize];
        for heard in &self.0[at..] {
            let mut next = Vec::new();
            for end in ends {
                let rest = &typed[end..];
                match heard {
                    Heard::Other(c) if rest.starts_with(*c) => next.push(end + c.len_utf8()),
                    Heard::Other(_) => {}
                    Heard::Han(readings) => {
                        for reading in readings {
                            if reading.starts_with(rest) {
                                return true;
                            }
                            if rest.starts_with(reading.as_str()) {
                                next.push(end + reading.len());
                            }
                            if reading.chars().next().is_some_and(|initial| rest.starts_with(initial)) {
                                next.push(end + 1);
                            }
                        }
                    }
                }
            }
            next.sort_unstable();
            next.dedup();
            if next.last() == Some(&typed.len()) {
                return true;
            }
            ends = next;
        }
        false
    }
}

/// The letter with which a Chinese character sounds first; none for anything else.
#[must_use]
pub fn initial(c: char) -> Option<char> {
    c.to_pinyin().and_then(|one| one.plain().chars().next()).filter(char::is_ascii_alphabetic)
}

/// What names are sorted by: letters first, then Chinese by pinyin, tone and character.
pub fn sort_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len() * 3);
    for (at, c) in name.to_lowercase().chars().enumerate() {
        let surname = SURNAMES.iter().find(|(of, _)| at == 0 && *of == c).map(|(_, sound)| *sound);
        match surname.or_else(|| c.to_pinyin().map(|one| one.with_tone_num_end())) {
            // A tilde stands behind every letter.
            Some(sound) => {
                key.push('~');
                key.push_str(sound);
                key.push(c);
            }
            None => key.push(c),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_its_pinyin_whole_in_part_and_by_initials() {
        for (name, typed, found) in [
            ("张岚", "zhanglan", true),
            ("张岚", "zl", true),
            ("张岚", "zhangl", true),
            ("张岚", "zlan", true),
            ("张岚", "lan", true),
            ("张岚", "zhang lan", true),
            ("张岚", "zh", true),
            ("张岚", "zx", false),
            ("张岚", "zhanglanx", false),
            ("张岚", "ang", false),
            ("单雄信", "shanxx", true),
            ("单雄信", "danxiongxin", true),
            ("王 Bob", "wbob", true),
            ("Alice", "alice", true),
            ("吕布", "lvb", true),
            ("吕布", "lubu", true),
            ("西安", "xian", true),
            ("张岚", "", false),
            ("张岚", "张", false),
        ] {
            assert_eq!(Sounds::of(name).matches(typed), found, "{name} by {typed}");
        }
    }

    #[test]
    fn names_sort_by_pinyin_behind_letters() {
        let mut names = vec!["赵敏", "曾国", "李雷", "阿明", "Bob", "alice", "单雄", "李安", "黎明", "张三"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["alice", "Bob", "阿明", "黎明", "李安", "李雷", "单雄", "曾国", "张三", "赵敏"]);
    }
}

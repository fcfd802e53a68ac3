//! Simplified Chinese: what every word is, as the page has it.

use super::Word;

/// What a word is in Simplified Chinese.
pub(super) const fn chinese(word: Word) -> &'static str {
    match word {
        Word::Name => "中文",
        Word::Title => "Flink 内存指南",
        Word::About => "Apache Flink 如何划分内存：逐个内存部分、逐个版本讲解，并附可操作的计算器",
        Word::Calculator => "Flink 内存计算器",
        Word::OpenInCalculator => "在计算器中打开",
        Word::Option => "配置项",
        Word::Type => "类型",
        Word::Default => "默认值",
        Word::OlderKeys => "旧键",
        Word::Releases => "版本",
        Word::NoDefault => "无",
        Word::Deprecated => "{default}（已弃用）",
        Word::ByDefault => "{key}（默认值）",
        Word::AtLeast => "不小于",
        Word::AtMost => "不大于",
        Word::Buffers => "{count} 个缓冲区",
    }
}

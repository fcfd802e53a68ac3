//! Simplified Chinese, with the words of Flink's Chinese documentation.

use flink_memory::{Pool, Process};

use super::Phrase;

/// What a phrase says in Simplified Chinese.
pub const fn chinese(phrase: Phrase) -> &'static str {
    match phrase {
        Phrase::Tag => "zh-CN",
        Phrase::Pool(pool) => match pool {
            Pool::TotalProcess => "进程总内存",
            Pool::TotalFlink => "Flink 总内存",
            Pool::JvmHeap => "JVM 堆内存",
            Pool::FrameworkHeap => "框架堆内存",
            Pool::TaskHeap => "任务堆内存",
            Pool::OffHeap => "堆外内存",
            Pool::Managed => "托管内存",
            Pool::JvmDirect => "JVM 直接内存",
            Pool::FrameworkOffHeap => "框架堆外内存",
            Pool::TaskOffHeap => "任务堆外内存",
            Pool::Network => "网络内存",
            Pool::JvmMetaspace => "JVM Metaspace",
            Pool::JvmOverhead => "JVM 开销",
            Pool::HeapCutoff => "容器切除内存",
        },
        Phrase::Process(process) => match process {
            Process::TaskManager => "TaskManager",
            Process::JobManager => "JobManager",
            Process::Local => "本地执行",
        },
        Phrase::Title => "Apache Flink {release}，{process}",
        Phrase::InContainer => "，容器中",
        Phrase::Pools => "内存部分",
        Phrase::Size => "大小",
        Phrase::Bytes => "字节",
        Phrase::Share => "占比",
        Phrase::DecidedBy => "决定因素",
        Phrase::NoLimit => "无限制",
        Phrase::ByteCount => "{count} 字节",
        Phrase::Least => "最小值，{by}",
        Phrase::Most => "最大值，{by}",
        Phrase::FractionBy => "占比 {fraction}，{by}",
        Phrase::Rest => "剩余部分",
        Phrase::Sum => "各部分之和",
        Phrase::DefaultOf => "{key} 的默认值",
        Phrase::LocalDefault => "本地执行的默认值，{key}",
        Phrase::Refuses => "Flink 不接受此配置，抛出 {exception}：",
        Phrase::Warnings => "Flink 的警告：",
        Phrase::FlinkWarns => "Flink 警告：",
        Phrase::JvmArguments => "JVM 参数：",
        Phrase::Configuration => "配置：",
        Phrase::Environment => "环境变量：",
        Phrase::EveryPool => "由 Flink {release} 推导出的所有内存部分：{process}",
        Phrase::RefusedFor => "Flink 不接受此配置（{process}）：{message}",
        Phrase::NotPinned => "没有固定任何内存部分，因为没有可以固定的大小。以下是已设置的内容。",
        Phrase::EntryLeftOut => "已略去，因为无法写在这里：{key} = {value}",
        Phrase::VariableLeftOut => "另外需要在环境中设置：{name}={value}",
        Phrase::FileIsNotRead => "Flink {release} 不读取 {file}。",
        Phrase::TypesMatter => "Flink 由这些文本得出的大小与由所设置的数字得出的不同。",
        Phrase::ContainerMatters => "Flink 在容器中由这些设置得出的大小与在容器外不同。",
        Phrase::NotForLocalExecution => "本地执行不读取这类文本。",
        Phrase::ShippedEntryStays => "这段文本所附加到的文件设置了这里没有设置的项：{key}: {value}",
        Phrase::ImageChangesValue => "镜像会去掉这个值中的空格，并替换看起来像变量的部分：{key}: {value}",
        Phrase::UnknownToOperator => "Operator 不支持 Flink {release}。",
    }
}

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
<context>
    <name>Actions</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Open data…</source>
        <translation>打开数据…</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>试用示例</translation>
    </message>
    <message>
        <source>Do the page&apos;s main action</source>
        <translation>执行本页的主要操作</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Search actions…</source>
        <translation>搜索操作…</translation>
    </message>
    <message>
        <source>Theme: as the system</source>
        <translation>主题：跟随系统</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>主题：浅色</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>主题：深色</translation>
    </message>
    <message>
        <source>Language: English</source>
        <translation>语言：English</translation>
    </message>
    <message>
        <source>Language: 中文</source>
        <translation>语言：中文</translation>
    </message>
    <message>
        <source>Explain the focused control</source>
        <translation>说明当前控件</translation>
    </message>
    <message>
        <source>Open data</source>
        <translation>打开数据</translation>
    </message>
    <message>
        <source>Go to a control with the Tab key; F1 then explains it.</source>
        <translation>请先用 Tab 键移到某个控件，再按 F1 查看说明。</translation>
    </message>
</context>
<context>
    <name>AppContext</name>
    <message>
        <source>{path}: {problem}</source>
        <translation>{path}：{problem}</translation>
    </message>
    <message>
        <source>The job of {file} is ready to be trained.</source>
        <translation>{file} 中的作业已就绪，可以训练。</translation>
    </message>
</context>
<context>
    <name>ArchitectureDrawing</name>
    <message>
        <source>Drawing: {family} of {layers} layers, {width} wide, {heads} heads each, feed-forward {inner}, {vocabulary} tokens</source>
        <translation>示意图：{family}，{layers} 层，宽度 {width}，每层 {heads} 个头，前馈 {inner}，{vocabulary} 个词元</translation>
    </message>
    <message>
        <source>{vocabulary} × {width}</source>
        <translation>{vocabulary} × {width}</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>A vector for each token</source>
        <translation>每个词元的向量</translation>
    </message>
    <message>
        <source>The next token</source>
        <translation>下一个词元</translation>
    </message>
    <message>
        <source>{layers} ×</source>
        <translation>{layers} ×</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>Cross-attention</source>
        <translation>交叉注意力</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
</context>
<context>
    <name>AttentionLines</name>
    <message>
        <source>Lines</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>A token under the mouse shows its lines alone; a click keeps them, Esc lets go</source>
        <translation>鼠标指向词元时只显示它的连线；单击可固定，按 Esc 取消</translation>
    </message>
    <message>
        <source>Lines from {rows} tokens to {columns} tokens</source>
        <translation>从 {rows} 个词元到 {columns} 个词元的连线</translation>
    </message>
    <message>
        <source>The strongest {shown} of {all} lines are shown, those of a weight of at least {least}.</source>
        <translation>显示 {all} 条连线中最强的 {shown} 条，权重均不低于 {least}。</translation>
    </message>
    <message>
        <source>From {token}: the strongest {shown} of {all} lines, those of a weight of at least {least}. Most to {best}.</source>
        <translation>从 {token} 出发：{all} 条连线中最强的 {shown} 条，权重均不低于 {least}。指向 {best} 的最强。</translation>
    </message>
    <message>
        <source>To {token}: the strongest {shown} of {all} lines, those of a weight of at least {least}. Most from {best}.</source>
        <translation>指向 {token}：{all} 条连线中最强的 {shown} 条，权重均不低于 {least}。来自 {best} 的最强。</translation>
    </message>
</context>
<context>
    <name>AttentionView</name>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>How the encoder&apos;s tokens look at each other</source>
        <translation>编码器的词元如何相互关注</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>How the decoder&apos;s tokens look at those before them</source>
        <translation>解码器的词元如何关注它们之前的词元</translation>
    </message>
    <message>
        <source>Cross</source>
        <translation>交叉</translation>
    </message>
    <message>
        <source>How the decoder&apos;s tokens look at the encoder&apos;s</source>
        <translation>解码器的词元如何关注编码器的词元</translation>
    </message>
    <message>
        <source>Heads together</source>
        <translation>头的合并</translation>
    </message>
    <message>
        <source>One head, or several put together</source>
        <translation>单个头，或多个头合并</translation>
    </message>
    <message>
        <source>One head</source>
        <translation>单个头</translation>
    </message>
    <message>
        <source>Mean of a layer&apos;s heads</source>
        <translation>一层各头的平均</translation>
    </message>
    <message>
        <source>Largest of a layer&apos;s heads</source>
        <translation>一层各头的最大值</translation>
    </message>
    <message>
        <source>Rollout up to a layer</source>
        <translation>累积到某层（rollout）</translation>
    </message>
    <message>
        <source>Order of the heads</source>
        <translation>头的顺序</translation>
    </message>
    <message>
        <source>Which heads come first on the wall</source>
        <translation>总览中哪些头排在前面</translation>
    </message>
    <message>
        <source>Special tokens</source>
        <translation>特殊词元</translation>
    </message>
    <message>
        <source>Show the tokens that the tokenizer adds, such as [CLS]</source>
        <translation>显示分词器添加的词元，例如 [CLS]</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>整词</translation>
    </message>
    <message>
        <source>Put the tokens of a word together; rows still sum to 1</source>
        <translation>把一个词的各个词元合并；每行之和仍为 1</translation>
    </message>
    <message>
        <source>Weighted by values</source>
        <translation>按值加权</translation>
    </message>
    <message>
        <source>Attention times the length of what each token contributes (Kobayashi et al. 2020)</source>
        <translation>注意力乘以每个词元所贡献向量的长度（Kobayashi 等，2020）</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>所有头</translation>
    </message>
    <message>
        <source>What each head does</source>
        <translation>每个头的作用</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>A row for each token that looks, a column for each that is looked at</source>
        <translation>每行是一个关注的词元，每列是一个被关注的词元</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>Lines from each token to those it looks at</source>
        <translation>从每个词元到它所关注词元的连线</translation>
    </message>
    <message>
        <source>by layer</source>
        <translation>按层</translation>
    </message>
    <message>
        <source>{query} looks at {key}: {value}</source>
        <translation>{query} 关注 {key}：{value}</translation>
    </message>
    <message>
        <source>Layer {layer}, head {head}: entropy {entropy} bits, {distance} tokens away; {sink} to the most seen token, {itself} to itself, {previous} to the one before, {following} to the one after</source>
        <translation>第 {layer} 层第 {head} 头：熵 {entropy} 比特，距离 {distance} 个词元；最受关注的词元 {sink}，自身 {itself}，前一个 {previous}，后一个 {following}</translation>
    </message>
</context>
<context>
    <name>AttributionPart</name>
    <message>
        <source>Which words it comes from</source>
        <translation>依据了哪些词</translation>
    </message>
    <message>
        <source>Tokens and their weights</source>
        <translation>词元及其权重</translation>
    </message>
    <message>
        <source>The colour of a token says whether it speaks for the answer or against it</source>
        <translation>词元的颜色表示它支持还是反对这个回答</translation>
    </message>
    <message>
        <source>Answer to explain</source>
        <translation>要解释的回答</translation>
    </message>
    <message>
        <source>Which label, tag or token is explained</source>
        <translation>要解释哪个标签、标记或词元</translation>
    </message>
    <message>
        <source>Adds up to the answer&apos;s logit (Sundararajan et al. 2017)</source>
        <translation>总和等于该回答的 logit（Sundararajan 等，2017）</translation>
    </message>
    <message>
        <source>One pass only, and rougher (Shrikumar et al. 2017)</source>
        <translation>只需一次计算，但较粗略（Shrikumar 等，2017）</translation>
    </message>
    <message>
        <source>Integrated gradients</source>
        <translation>积分梯度</translation>
    </message>
    <message>
        <source>Gradient × input</source>
        <translation>梯度 × 输入</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>整词</translation>
    </message>
    <message>
        <source>Put the tokens of a word together: the sum of their weights</source>
        <translation>把一个词的各个词元合并：取其权重之和</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>More steps come closer to the exact sum and take longer</source>
        <translation>步数越多越接近精确的和，用时也越长</translation>
    </message>
    <message>
        <source>{count} steps</source>
        <translation>{count} 步</translation>
    </message>
    <message>
        <source>What the way to the text begins from; by itself zeros, and the padding where zeros can&apos;t be read</source>
        <translation>通向文本的积分路径的起点；默认为零向量，无法读取零向量时用填充</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Baseline: automatic</source>
        <translation>基线：自动</translation>
    </message>
    <message>
        <source>Baseline: zeros</source>
        <translation>基线：零</translation>
    </message>
    <message>
        <source>Baseline: mask</source>
        <translation>基线：掩码</translation>
    </message>
    <message>
        <source>Baseline: padding</source>
        <translation>基线：填充</translation>
    </message>
    <message>
        <source>what the model says: {answer}</source>
        <translation>模型的回答：{answer}</translation>
    </message>
    <message>
        <source>what the model says</source>
        <translation>模型的回答</translation>
    </message>
    <message>
        <source>what the model says at place {place}</source>
        <translation>模型在位置 {place} 的回答</translation>
    </message>
    <message>
        <source>speaks for it</source>
        <translation>支持</translation>
    </message>
    <message>
        <source>speaks against it</source>
        <translation>反对</translation>
    </message>
    <message>
        <source>Most for it: {above}. Most against it: {below}.</source>
        <translation>最支持的：{above}。最反对的：{below}。</translation>
    </message>
    <message>
        <source>Most for it: {above}. Nothing speaks against it.</source>
        <translation>最支持的：{above}。没有反对的。</translation>
    </message>
    <message>
        <source>Most against it: {below}. Nothing speaks for it.</source>
        <translation>最反对的：{below}。没有支持的。</translation>
    </message>
    <message>
        <source>{token} ({weight})</source>
        <translation>{token}（{weight}）</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Do something about this message</source>
        <translation>处理这条消息</translation>
    </message>
    <message>
        <source>Put this message away</source>
        <translation>关闭这条消息</translation>
    </message>
</context>
<context>
    <name>BarsCard</name>
    <message>
        <source>and {count} more, all less likely</source>
        <translation>另有 {count} 个，可能性都更低</translation>
    </message>
</context>
<context>
    <name>BooleanEditor</name>
    <message>
        <source>On</source>
        <translation>启用</translation>
    </message>
</context>
<context>
    <name>CellsTable</name>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
</context>
<context>
    <name>CheckpointsCard</name>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Step {step}, the best</source>
        <translation>第 {step} 步（最佳）</translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
</context>
<context>
    <name>ChipsView</name>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>A click or the arrow keys choose a token</source>
        <translation>单击或用方向键选择词元</translation>
    </message>
    <message>
        <source>{count} tokens: {text}</source>
        <translation>{count} 个词元：{text}</translation>
    </message>
    <message>
        <source>special: the tokenizer adds it</source>
        <translation>特殊：由分词器添加</translation>
    </message>
    <message>
        <source>unknown: the vocabulary lacks it, and the model sees only that something stood here</source>
        <translation>未知：词表中没有，模型只知道这里有内容</translation>
    </message>
    <message>
        <source>a part of a character, as bytes</source>
        <translation>字符的一部分，以字节表示</translation>
    </message>
    <message>
        <source>cut off: the model doesn&apos;t see it</source>
        <translation>已截断：模型看不到</translation>
    </message>
    <message>
        <source>token {token}, id {id}</source>
        <translation>词元 {token}，编号 {id}</translation>
    </message>
    <message>
        <source>bytes {bytes}</source>
        <translation>字节 {bytes}</translation>
    </message>
    <message>
        <source>characters {start} to {end}</source>
        <translation>第 {start} 到 {end} 个字符</translation>
    </message>
    <message>
        <source>value {value}</source>
        <translation>值 {value}</translation>
    </message>
</context>
<context>
    <name>ChoiceEditor</name>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>ChoicesCard</name>
    <message>
        <source>Chosen for you</source>
        <translation>自动选择</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What do you want to do?</source>
        <translation>想做什么？</translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation>搜索操作</translation>
    </message>
    <message>
        <source>Type some letters, choose with the arrow keys, press Return</source>
        <translation>输入几个字，用方向键选择，按回车</translation>
    </message>
    <message>
        <source>Matching actions</source>
        <translation>匹配的操作</translation>
    </message>
    <message>
        <source>Press Return or click to run an action</source>
        <translation>按回车或单击即可执行</translation>
    </message>
</context>
<context>
    <name>ConfusionMatrix</name>
    <message>
        <source>Confusion matrix of {labels} labels: {right} of {total} rows lie on the diagonal</source>
        <translation>{labels} 个标签的混淆矩阵：{total} 行中有 {right} 行在对角线上</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>true</source>
        <translation>真实</translation>
    </message>
    <message>
        <source>{count} of {total} rows that are {true} were taken for {predicted} ({share})</source>
        <translation>真实标签为 {true} 的 {total} 行中，有 {count} 行被判为 {predicted}（{share}）</translation>
    </message>
</context>
<context>
    <name>CountBars</name>
    <message>
        <source>{count} more</source>
        <translation>其余 {count} 个</translation>
    </message>
</context>
<context>
    <name>CrashNotes</name>
    <message>
        <source>Something went wrong inside Tunebench. Your data and runs are safe; the details are in {file}.</source>
        <translation>Tunebench 内部出错。您的数据和运行都安全，详细信息在 {file} 中。</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>Use the sample</source>
        <translation>使用示例</translation>
    </message>
    <message>
        <source>Take the sample reviews that come with the program</source>
        <translation>使用程序自带的示例短评</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Choose a data file (Ctrl+O)</source>
        <translation>选择数据文件（Ctrl+O）</translation>
    </message>
    <message>
        <source>Continue to Train</source>
        <translation>下一步：训练</translation>
    </message>
    <message>
        <source>Go on with these rows (Ctrl+Return)</source>
        <translation>使用这些行继续（Ctrl+回车）</translation>
    </message>
    <message>
        <source>Drop a file here</source>
        <translation>把文件拖到这里</translation>
    </message>
    <message>
        <source>A table (csv, tsv, xlsx, parquet, json, jsonl), a text file, or a folder with one folder of texts per label.</source>
        <translation>表格（csv、tsv、xlsx、parquet、json、jsonl）、文本文件，或每个标签一个文本子文件夹的文件夹。</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Choose a folder of texts</source>
        <translation>选择文本文件夹</translation>
    </message>
    <message>
        <source>Check that the right columns are taken, look at what was found, and go on.</source>
        <translation>确认列选对了，看看发现的问题，然后继续。</translation>
    </message>
    <message>
        <source>Open a table with a column of texts and a column of labels.</source>
        <translation>请打开一个含有文本列和标签列的表格。</translation>
    </message>
    <message>
        <source>A text file, a folder of texts, or a table with a column of texts (jsonl, parquet, csv, tsv, xlsx, json).</source>
        <translation>文本文件、文本文件夹，或含有文本列的表格（jsonl、parquet、csv、tsv、xlsx、json）。</translation>
    </message>
    <message>
        <source>A table (jsonl, json, parquet, csv, tsv, xlsx) with these columns: {roles}.</source>
        <translation>含有以下列的表格（jsonl、json、parquet、csv、tsv、xlsx）：{roles}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Open texts to learn from: a text file, a folder, or a table with a column of texts.</source>
        <translation>请打开用来学习的文本：文本文件、文件夹，或含有文本列的表格。</translation>
    </message>
    <message>
        <source>Open a table with these columns: {roles}.</source>
        <translation>请打开含有以下列的表格：{roles}。</translation>
    </message>
    <message>
        <source>This file can&apos;t be used as it is. What is wrong stands below.</source>
        <translation>此文件目前无法使用，原因见下方。</translation>
    </message>
    <message>
        <source>One thing has to be mended before training; it stands first in the list of problems.</source>
        <translation>训练前需要先解决一个问题，它列在问题列表的第一条。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Open data</source>
        <translation>打开数据</translation>
    </message>
    <message>
        <source>Open a folder of texts</source>
        <translation>打开文本文件夹</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>DevicesCard</name>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Make an environment with its own torch, for an NVIDIA GPU for example</source>
        <translation>创建带有自己的 torch 的环境，例如用于 NVIDIA GPU</translation>
    </message>
    <message>
        <source>Make a GPU engine…</source>
        <translation>创建 GPU 引擎…</translation>
    </message>
    <message>
        <source>Let jobs run on a Python environment of your own that has torch</source>
        <translation>让作业在您自己的、装有 torch 的 Python 环境上运行</translation>
    </message>
    <message>
        <source>Use another Python…</source>
        <translation>使用其他 Python…</translation>
    </message>
    <message>
        <source>Jobs run on the engine in use. The one that came with Tunebench runs on the processor (on a Mac, on its GPU too).</source>
        <translation>作业在使用中的引擎上运行。Tunebench 自带的引擎在处理器上运行（在 Mac 上也用其 GPU）。</translation>
    </message>
    <message>
        <source>Making the engine {name}</source>
        <translation>正在创建引擎 {name}</translation>
    </message>
    <message>
        <source>The engine {name} is ready.</source>
        <translation>引擎 {name} 已就绪。</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>The program python of an environment</source>
        <translation>环境中的 python 程序</translation>
    </message>
    <message>
        <source>Looking at {path}</source>
        <translation>正在查看 {path}</translation>
    </message>
    <message>
        <source>Checking the engine {name}</source>
        <translation>正在检查引擎 {name}</translation>
    </message>
    <message>
        <source>Jobs run on the engine that came with Tunebench from now on.</source>
        <translation>从现在起，作业在 Tunebench 自带的引擎上运行。</translation>
    </message>
    <message>
        <source>Jobs run on the engine {name} from now on; those that run already stay where they are.</source>
        <translation>从现在起，作业在引擎 {name} 上运行；已在运行的作业保持不变。</translation>
    </message>
    <message>
        <source>Forget the Python {name}?</source>
        <translation>不再使用 Python {name} 吗？</translation>
    </message>
    <message>
        <source>Delete the engine {name} from the disk? It can be made again.</source>
        <translation>从磁盘上删除引擎 {name} 吗？以后可以重新创建。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Removing the engine {name}</source>
        <translation>正在移除引擎 {name}</translation>
    </message>
    <message>
        <source>Cancelled; the engines are as they were.</source>
        <translation>已取消；各引擎保持原样。</translation>
    </message>
</context>
<context>
    <name>DifferenceView</name>
    <message>
        <source>Layer {layer}, head {head}: {change} of its attention went elsewhere; the largest difference is {largest}</source>
        <translation>第 {layer} 层第 {head} 头：{change} 的注意力转到了别处；最大差异为 {largest}</translation>
    </message>
</context>
<context>
    <name>EmbeddingsView</name>
    <message>
        <source>A click shows a point&apos;s neighbours; dragging with Shift selects, the wheel zooms</source>
        <translation>单击显示一个点的近邻；按住 Shift 拖动可选择，滚轮可缩放</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>All entries of the model&apos;s table of token vectors</source>
        <translation>模型词元向量表中的所有词条</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>The tokens of the text above, as the model sees them in some layer</source>
        <translation>上方文本的词元，即模型在某一层所见</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>A vector for each text of a file, or for each line that is typed above</source>
        <translation>文件中每条文本一个向量，或上方输入的每行一个向量</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>所在侧</translation>
    </message>
    <message>
        <source>Tokens of the encoder, or those that the decoder has written</source>
        <translation>编码器的词元，或解码器写出的词元</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Vectors after which layer; layer 0 is the embedding</source>
        <translation>取哪一层之后的向量；第 0 层是嵌入</translation>
    </message>
    <message>
        <source>Last layer</source>
        <translation>最后一层</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>PCA</translation>
    </message>
    <message>
        <source>The plane in which the vectors spread most; distances mean something</source>
        <translation>向量分布最分散的平面；距离有意义</translation>
    </message>
    <message>
        <source>t-SNE</source>
        <translation>t-SNE</translation>
    </message>
    <message>
        <source>Keeps neighbours together; distances and sizes of groups mean nothing</source>
        <translation>让近邻保持在一起；距离和各群的大小没有意义</translation>
    </message>
    <message>
        <source>perplexity </source>
        <translation>困惑度 </translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>About how many neighbours of each point count for t-SNE</source>
        <translation>t-SNE 中每个点大约计入多少个近邻</translation>
    </message>
    <message>
        <source>Centred</source>
        <translation>中心化</translation>
    </message>
    <message>
        <source>Cosines of the vectors less their mean; the map stays the same</source>
        <translation>余弦按减去均值后的向量计算；图不变</translation>
    </message>
    <message>
        <source>Standardised</source>
        <translation>标准化</translation>
    </message>
    <message>
        <source>Divide every dimension by its deviation, so that none counts more than another</source>
        <translation>每个维度除以其标准差，使各维度同等重要</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>special</source>
        <translation>特殊</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>continues a word</source>
        <translation>词的后续</translation>
    </message>
    <message>
        <source>word</source>
        <translation>词首</translation>
    </message>
    <message>
        <source>added</source>
        <translation>附加</translation>
    </message>
    <message>
        <source>Layer {layer}</source>
        <translation>第 {layer} 层</translation>
    </message>
</context>
<context>
    <name>EndingText</name>
    <message>
        <source>The engine could not be started: {reason}.</source>
        <translation>引擎无法启动：{reason}。</translation>
    </message>
    <message>
        <source>Its last words: {lines}</source>
        <translation>它最后的输出：{lines}</translation>
    </message>
    <message>
        <source>Finished at step {step} after {time}.</source>
        <translation>在第 {step} 步完成，用时 {time}。</translation>
    </message>
    <message>
        <source>Stopped at step {step} after {time}; what was learned so far is kept.</source>
        <translation>在第 {step} 步停止，用时 {time}；已学到的内容已保留。</translation>
    </message>
    <message>
        <source>Failed at step {step} after {time}.</source>
        <translation>在第 {step} 步失败，用时 {time}。</translation>
    </message>
    <message>
        <source>The engine was ended by SIGKILL (the system may have run out of memory).</source>
        <translation>引擎被 SIGKILL 终止（系统可能内存不足）。</translation>
    </message>
    <message>
        <source>The engine was ended by {signal}.</source>
        <translation>引擎被 {signal} 终止。</translation>
    </message>
    <message>
        <source>The engine is gone without having finished the run.</source>
        <translation>引擎已退出，但没有完成运行。</translation>
    </message>
    <message>
        <source>The engine ended with status {status} without saying why.</source>
        <translation>引擎以状态 {status} 结束，没有说明原因。</translation>
    </message>
    <message>
        <source>No checkpoint had been saved yet; resuming begins at the first step.</source>
        <translation>还没有保存过检查点，恢复时会从第一步开始。</translation>
    </message>
    <message>
        <source>The run can be continued from step {step}.</source>
        <translation>可以从第 {step} 步继续此运行。</translation>
    </message>
</context>
<context>
    <name>EngineRow</name>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Run jobs on this engine from now on</source>
        <translation>从现在起在此引擎上运行作业</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Look which devices it has, and whether everything it needs is there</source>
        <translation>查看它有哪些设备，以及所需内容是否齐全</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Forget this Python; it stays where it is</source>
        <translation>不再使用此 Python；它仍留在原处</translation>
    </message>
    <message>
        <source>Delete this engine from the disk</source>
        <translation>从磁盘上删除此引擎</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>The engine that came with Tunebench</source>
        <translation>Tunebench 自带的引擎</translation>
    </message>
    <message>
        <source>{name}: your own Python</source>
        <translation>{name}：您自己的 Python</translation>
    </message>
    <message>
        <source>{name}: {title}</source>
        <translation>{name}：{title}</translation>
    </message>
    <message>
        <source>It can&apos;t be used: its Python is not there any more.</source>
        <translation>无法使用：它的 Python 已不存在。</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>尚未检查</translation>
    </message>
    <message>
        <source>{name}, {size}</source>
        <translation>{name}，{size}</translation>
    </message>
    <message>
        <source>torch {version}: no GPU is found, so jobs run on the processor. Its driver may be missing or too old.</source>
        <translation>torch {version}：未找到 GPU，因此作业在处理器上运行。驱动程序可能缺失或太旧。</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>torch {version}: {devices}</source>
        <translation>torch {version}：{devices}</translation>
    </message>
</context>
<context>
    <name>EntriesModel</name>
    <message>
        <source>Entry</source>
        <translation>词条</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>No model to export yet</source>
        <translation>还没有可导出的模型</translation>
    </message>
    <message>
        <source>When a run has ended, or was stopped and kept, its model can be taken along from here.</source>
        <translation>运行结束或停止并保留后，可以在这里导出模型。</translation>
    </message>
    <message>
        <source>Go to Runs</source>
        <translation>前往运行记录</translation>
    </message>
    <message>
        <source>Write the folder and compare it with your model (Ctrl+Return)</source>
        <translation>写出文件夹并与您的模型比较（Ctrl+回车）</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Take a model along: a folder that transformers and peft load without Tunebench.</source>
        <translation>带走模型：transformers 和 peft 无需 Tunebench 即可加载的文件夹。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>The run whose model is exported</source>
        <translation>要导出哪次运行的模型</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Choose another place for the export</source>
        <translation>另选导出位置</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>导出过程</translation>
    </message>
    <message>
        <source>1. The files are written into a new folder; nothing is ever overwritten.</source>
        <translation>1. 文件写入新文件夹，任何内容都不会被覆盖。</translation>
    </message>
    <message>
        <source>2. The folder is loaded again by transformers or peft alone, as others will load it.</source>
        <translation>2. 像其他人使用时那样，仅用 transformers 或 peft 重新加载该文件夹。</translation>
    </message>
    <message>
        <source>3. Its answers are compared with your model&apos;s on the validation rows. Only if they are the same is the export done.</source>
        <translation>3. 在验证集上与您的模型逐行比较结果，一致才算导出完成。</translation>
    </message>
    <message>
        <source>{title} · {when}</source>
        <translation>{title} · {when}</translation>
    </message>
    <message>
        <source>best on validation: {metric} {value}</source>
        <translation>验证集最佳：{metric} {value}</translation>
    </message>
    <message>
        <source>Where the export goes</source>
        <translation>导出位置</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was kept.</source>
        <translation>导出已取消，没有保留任何内容。</translation>
    </message>
    <message>
        <source>The engine&apos;s answer does not say where the export lies.</source>
        <translation>引擎的回答中没有说明导出位置。</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详细信息</translation>
    </message>
</context>
<context>
    <name>ExportedCard</name>
    <message>
        <source>Exported and checked</source>
        <translation>已导出并核对</translation>
    </message>
    <message>
        <source>Python code that loads the export</source>
        <translation>加载导出模型的 Python 代码</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Show the files</source>
        <translation>显示文件</translation>
    </message>
    <message>
        <source>{size} in {count} files: {names}</source>
        <translation>{count} 个文件，共 {size}：{names}</translation>
    </message>
    <message>
        <source>Loaded again by {loader}: {same} of {rows} rows gave the same first choice, the largest difference of an output is {largest}.</source>
        <translation>由 {loader} 重新加载：{rows} 行中有 {same} 行的首选相同，输出的最大差异为 {largest}。</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>in {unit}; empty is automatic</source>
        <translation>单位：{unit}；留空为自动</translation>
    </message>
    <message>
        <source>empty is automatic</source>
        <translation>留空为自动</translation>
    </message>
    <message>
        <source>default {value}</source>
        <translation>默认 {value}</translation>
    </message>
    <message>
        <source>More than {low}, at most {high}.</source>
        <translation>大于 {low}，最大 {high}。</translation>
    </message>
    <message>
        <source>From {low} to {high}.</source>
        <translation>从 {low} 到 {high}。</translation>
    </message>
    <message>
        <source>More than {low}.</source>
        <translation>大于 {low}。</translation>
    </message>
    <message>
        <source>At least {low}.</source>
        <translation>至少 {low}。</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>tokens per second</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>Tokens guessed right</source>
        <translation>猜对的词元</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
</context>
<context>
    <name>FiguresCard</name>
    <message>
        <source>What it will be and need</source>
        <translation>规模与需求</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Memory to train, about</source>
        <translation>预计训练内存</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>磁盘占用</translation>
    </message>
    <message>
        <source>First sample after, about</source>
        <translation>首个样例预计用时</translation>
    </message>
    <message>
        <source>{embeddings} embeddings
{blocks} blocks</source>
        <translation>嵌入 {embeddings}
各层 {blocks}</translation>
    </message>
    <message>
        <source>{rows} × {length} tokens at a time</source>
        <translation>每次 {rows} × {length} 个词元</translation>
    </message>
    <message>
        <source>4 bytes a parameter</source>
        <translation>每个参数 4 字节</translation>
    </message>
    <message>
        <source>measuring this machine</source>
        <translation>正在测量本机速度</translation>
    </message>
    <message>
        <source>{steps} steps, as fast as your last runs</source>
        <translation>{steps} 步，按最近几次运行的速度</translation>
    </message>
    <message>
        <source>{steps} steps, from a short trial</source>
        <translation>{steps} 步，根据短暂试算</translation>
    </message>
    <message>
        <source>This machine has {memory} of memory. Take a smaller model, or fewer rows at a time on Train.</source>
        <translation>本机内存为 {memory}。请选择更小的模型，或在“训练”页减少每次行数。</translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>{severity}: {title}</source>
        <translation>{severity}：{title}</translation>
    </message>
    <message>
        <source>Go to this row in the table; again goes to the next one</source>
        <translation>在表格中转到这一行；再次点击转到下一处</translation>
    </message>
    <message>
        <source>Show row {row}</source>
        <translation>查看第 {row} 行</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>Show all problems, or the first ones only</source>
        <translation>显示全部问题，或只显示前几个</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>{title}: {count}</source>
        <translation>{title}（{count}）</translation>
    </message>
    <message>
        <source>Show the first {count} only</source>
        <translation>只显示前 {count} 个</translation>
    </message>
    <message>
        <source>Show {count} more</source>
        <translation>再显示 {count} 个</translation>
    </message>
</context>
<context>
    <name>FitBanner</name>
    <message>
        <source>It can do this: {task}.</source>
        <translation>它可以完成：{task}。</translation>
    </message>
    <message>
        <source>A new model knows no language yet. It usually learns from running text first: {task}.</source>
        <translation>新模型还不懂任何语言，通常先从连续的文本学起：{task}。</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>改用此任务</translation>
    </message>
    <message>
        <source>Choose another model</source>
        <translation>选择其他模型</translation>
    </message>
</context>
<context>
    <name>FramesMap</name>
    <message>
        <source>A click on a point pins it: its way is drawn</source>
        <translation>单击一个点可将其固定，并画出它的轨迹</translation>
    </message>
</context>
<context>
    <name>GeneralView</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>GeneratedCard</name>
    <message>
        <source>What it writes now</source>
        <translation>当前生成的文本</translation>
    </message>
    <message>
        <source>The text before</source>
        <translation>上一段文本</translation>
    </message>
    <message>
        <source>The next text</source>
        <translation>下一段文本</translation>
    </message>
    <message>
        <source>Earlier texts</source>
        <translation>以前的文本</translation>
    </message>
    <message>
        <source>Go back to what the model wrote earlier</source>
        <translation>回看模型以前生成的文本</translation>
    </message>
    <message>
        <source>What it wrote</source>
        <translation>当时生成的文本</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>（空）</translation>
    </message>
</context>
<context>
    <name>HeatmapView</name>
    <message>
        <source>Map</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Ctrl+wheel zooms, dragging moves, a double click shows all; arrow keys go from cell to cell</source>
        <translation>Ctrl+滚轮缩放，拖动平移，双击显示全部；用方向键在单元格间移动</translation>
    </message>
    <message>
        <source>Map of {rows} rows and {columns} columns, colours from {low} to {high}</source>
        <translation>{rows} 行 {columns} 列的热图，颜色从 {low} 到 {high}</translation>
    </message>
    <message>
        <source>{row} to {column}: {value}</source>
        <translation>{row} 到 {column}：{value}</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>{count} bins from {first} to {last}, the fullest holds {most}</source>
        <translation>从 {first} 到 {last} 共 {count} 个区间，最多的有 {most} 行</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Recent runs</source>
        <translation>最近的运行</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>最近的文件</translation>
    </message>
    <message>
        <source>Teach a language model with your own examples</source>
        <translation>用您自己的例子训练语言模型</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>See it work</source>
        <translation>先看效果</translation>
    </message>
    <message>
        <source>The program brings short reviews with labels. A small model learns to tell good from bad in about a minute.</source>
        <translation>程序自带一些带标签的短评。一个小模型用一分钟左右就能学会分辨好评和差评。</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>试用示例</translation>
    </message>
    <message>
        <source>Open the sample reviews, ready to train</source>
        <translation>打开示例短评，随时可以训练</translation>
    </message>
    <message>
        <source>Begin with your data</source>
        <translation>用您的数据开始</translation>
    </message>
    <message>
        <source>Open your data…</source>
        <translation>打开您的数据…</translation>
    </message>
    <message>
        <source>Choose a data file (Ctrl+O)</source>
        <translation>选择数据文件（Ctrl+O）</translation>
    </message>
    <message>
        <source>How it goes</source>
        <translation>使用步骤</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Tunebench learns from a table or a folder of texts, here on this computer: no code, and nothing leaves it.</source>
        <translation>Tunebench 从一张表格或一个文本文件夹中学习，就在这台电脑上：不用写代码，数据也不会离开它。</translation>
    </message>
    <message>
        <source>Drop a table here (csv, tsv, xlsx, parquet, json, jsonl), a text file, or a folder of texts.</source>
        <translation>把表格（csv、tsv、xlsx、parquet、json、jsonl）、文本文件或文本文件夹拖到这里。</translation>
    </message>
    <message>
        <source>Say what each column is: text and label, source and target; problems are named by row.</source>
        <translation>说明每一列是什么：文本和标签，或原文和译文；有问题的行会标出行号。</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>A base model and a method are chosen for you, each with the reason. Press Start.</source>
        <translation>已为您选好基础模型和方法，并说明理由。点击“开始”即可。</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>Watch the curves grow, stop when it is good enough, then try it on a text.</source>
        <translation>观察曲线变化，效果够好就停止，然后输入文本试一试。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Take the model along: a folder that transformers and peft load by themselves.</source>
        <translation>带走模型：transformers 和 peft 可直接加载的文件夹。</translation>
    </message>
    <message>
        <source>{number}  {step}</source>
        <translation>{number}  {step}</translation>
    </message>
    <message>
        <source>{state} · {when}</source>
        <translation>{state} · {when}</translation>
    </message>
    <message>
        <source>Your first run will be listed here, with its curve and its result.</source>
        <translation>您的第一次运行会列在这里，附带曲线和结果。</translation>
    </message>
    <message>
        <source>Files you open are listed here, so that you find them again.</source>
        <translation>您打开过的文件会列在这里，方便再次找到。</translation>
    </message>
    <message>
        <source>Open data</source>
        <translation>打开数据</translation>
    </message>
</context>
<context>
    <name>InspectPage</name>
    <message>
        <source>Save this view as a picture, its numbers, or a report of the text through all views</source>
        <translation>保存此视图的图片、数值，或这段文本在所有视图中的报告</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Look at this text with this model (Ctrl+Return)</source>
        <translation>用此模型查看这段文本（Ctrl+回车）</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>检视</translation>
    </message>
    <message>
        <source>Look inside a model: what it reads, where it looks, what it expects, and how training changed it.</source>
        <translation>查看模型内部：它读到什么、关注哪里、预期什么，以及训练如何改变了它。</translation>
    </message>
    <message>
        <source>The battery died after two days, but the screen is the best I have ever seen.</source>
        <translation>电池用了两天就坏了，但屏幕是我见过最好的。</translation>
    </message>
    <message>
        <source>Type a text to look at.</source>
        <translation>请输入要查看的文本。</translation>
    </message>
    <message>
        <source>The text that is looked at; Ctrl+Return looks</source>
        <translation>要查看的文本；按 Ctrl+Return 查看</translation>
    </message>
    <message>
        <source>Second text, for models that read pairs</source>
        <translation>第二段文本，用于读取文本对的模型</translation>
    </message>
    <message>
        <source>What the decoder has written; empty lets it write by itself</source>
        <translation>解码器已写出的内容；留空则由它自己写</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>What is looked into: a starter, a run, a checkpoint or a folder</source>
        <translation>要查看的对象：自带模型、运行、检查点或文件夹</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>What the view Difference compares it with</source>
        <translation>“差异”视图中与之比较的模型</translation>
    </message>
    <message>
        <source>compared with</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>For models that read pairs: a text that follows the first</source>
        <translation>用于读取文本对的模型：接在第一段之后的文本</translation>
    </message>
    <message>
        <source>Add a second text</source>
        <translation>添加第二段文本</translation>
    </message>
    <message>
        <source>{title}, as it trains</source>
        <translation>{title}（训练中）</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>其他文件夹…</translation>
    </message>
    <message>
        <source>its own base</source>
        <translation>它的基础模型</translation>
    </message>
    <message>
        <source>A model&apos;s folder</source>
        <translation>模型的文件夹</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>attention by {implementation}</source>
        <translation>注意力实现：{implementation}</translation>
    </message>
    <message>
        <source>weights {hash}</source>
        <translation>权重 {hash}</translation>
    </message>
</context>
<context>
    <name>InspectorView</name>
    <message>
        <source>Waiting for the engine</source>
        <translation>正在等待引擎</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>LabelsCard</name>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>No label column is chosen.</source>
        <translation>没有选择标签列。</translation>
    </message>
    <message>
        <source>Labels are counted when all rows are read.</source>
        <translation>读完所有行后统计标签。</translation>
    </message>
    <message>
        <source>{count} different</source>
        <translation>{count} 种</translation>
    </message>
</context>
<context>
    <name>LengthsCard</name>
    <message>
        <source>Lengths</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Lengths are counted when all rows are read.</source>
        <translation>读完所有行后统计长度。</translation>
    </message>
    <message>
        <source>characters; {average} on average, at most {longest}</source>
        <translation>字符数；平均 {average}，最长 {longest}</translation>
    </message>
</context>
<context>
    <name>LengthsPart</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Choose a file with rows of text</source>
        <translation>选择含有多行文本的文件</translation>
    </message>
    <message>
        <source>Take the data of the project that the Data page shows</source>
        <translation>使用“数据”页中的项目数据</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>The project&apos;s data</source>
        <translation>项目的数据</translation>
    </message>
    <message>
        <source>guessed</source>
        <translation>自动判断</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>The column with the text; left empty, it is guessed</source>
        <translation>文本所在的列；留空则自动判断</translation>
    </message>
    <message>
        <source>nothing is cut</source>
        <translation>不截断</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> 个词元</translation>
    </message>
    <message>
        <source>Cut at</source>
        <translation>截断长度</translation>
    </message>
    <message>
        <source>Tokens after which a row is cut, special tokens included; 0 cuts nothing</source>
        <translation>超过这么多词元的行会被截断，特殊词元也计入；0 表示不截断</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Choose a file to see how many tokens its rows have, and how many of them would be cut.</source>
        <translation>选择一个文件，查看各行有多少个词元，以及多少行会被截断。</translation>
    </message>
    <message>
        <source>Nothing is counted yet.</source>
        <translation>还没有统计。</translation>
    </message>
</context>
<context>
    <name>LensPart</name>
    <message>
        <source>How it comes about, layer by layer</source>
        <translation>逐层的形成过程</translation>
    </message>
    <message>
        <source>What each layer would have said</source>
        <translation>每一层会给出的回答</translation>
    </message>
    <message>
        <source>A row for each layer; the arrow keys move, Return chooses a column</source>
        <translation>每层一行；用方向键移动，按回车选择列</translation>
    </message>
    <message>
        <source>The likeliest of each layer</source>
        <translation>各层最可能的结果</translation>
    </message>
    <message>
        <source>Choose a column to see the likeliest of each layer there.</source>
        <translation>选择一列，查看各层在该处最可能的结果。</translation>
    </message>
    <message>
        <source>Point at a cell to read it.</source>
        <translation>将鼠标移到单元格上即可查看。</translation>
    </message>
    <message>
        <source>Layer {layer}, {column}: {value}</source>
        <translation>第 {layer} 层，{column}：{value}</translation>
    </message>
</context>
<context>
    <name>LinesEditor</name>
    <message>
        <source>one a line</source>
        <translation>每行一个</translation>
    </message>
</context>
<context>
    <name>LinkedScatter</name>
    <message>
        <source>Points of the map</source>
        <translation>图中的点</translation>
    </message>
    <message>
        <source>Select rows to see them in the map; Enter or a double click chooses one</source>
        <translation>选择行可在图中显示对应的点；按回车或双击可选定一行</translation>
    </message>
    <message>
        <source>Search names</source>
        <translation>搜索名称</translation>
    </message>
    <message>
        <source>Rings the points whose name has this text in it, upper or lower case</source>
        <translation>圈出名称中含有此文本的点，不区分大小写</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>着色依据</translation>
    </message>
    <message>
        <source>What the colours of the points mean</source>
        <translation>点的颜色表示什么</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>套索</translation>
    </message>
    <message>
        <source>Draw a line around points to select them; dragging with Shift does the same</source>
        <translation>在点的周围画线来选择它们；按住 Shift 拖动也可以</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Let the selection go and show every point (Esc)</source>
        <translation>取消选择并显示所有点（Esc）</translation>
    </message>
    <message>
        <source>{count} points</source>
        <translation>{count} 个点</translation>
    </message>
    <message>
        <source>{shown} of {count} points</source>
        <translation>{count} 个点中的 {shown} 个</translation>
    </message>
</context>
<context>
    <name>LiveCurve</name>
    <message>
        <source>Values appear here with the first steps.</source>
        <translation>最初几步之后，这里会显示数值。</translation>
    </message>
    <message>
        <source>smoothing {weight}</source>
        <translation>平滑 {weight}</translation>
    </message>
    <message>
        <source>{count} not finite</source>
        <translation>{count} 个非有限值</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>{series}: {value}, smoothed {smooth}</source>
        <translation>{series}：{value}，平滑后 {smooth}</translation>
    </message>
    <message>
        <source>{text} (step {step})</source>
        <translation>{text}（第 {step} 步）</translation>
    </message>
    <message>
        <source>log x</source>
        <translation>对数 x</translation>
    </message>
    <message>
        <source>Logarithmic steps: shows the beginning in detail</source>
        <translation>步数取对数：展示开头的细节</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>对数 y</translation>
    </message>
    <message>
        <source>Logarithmic values: shows small differences late in training</source>
        <translation>数值取对数：展示训练后期的细小差别</translation>
    </message>
    <message>
        <source>How strongly the bold curve averages over the past steps</source>
        <translation>粗曲线对以往各步取平均的强度</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>Console output</source>
        <translation>控制台输出</translation>
    </message>
    <message>
        <source>Phases, validations, checkpoints and notices</source>
        <translation>阶段、验证、检查点和通知</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>控制台</translation>
    </message>
    <message>
        <source>What the engine and its libraries printed</source>
        <translation>引擎及其库的输出</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>搜索日志</translation>
    </message>
    <message>
        <source>Return finds the next place, Shift+Return the one before</source>
        <translation>回车查找下一处，Shift+回车查找上一处</translation>
    </message>
    <message>
        <source>The place before</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>The next place</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Started: {title}</source>
        <translation>开始：{title}</translation>
    </message>
    <message>
        <source>Continued from step {step}</source>
        <translation>从第 {step} 步继续</translation>
    </message>
    <message>
        <source>Step {step}, validation: {values}</source>
        <translation>第 {step} 步，验证：{values}</translation>
    </message>
    <message>
        <source>Step {step}, test: {values}</source>
        <translation>第 {step} 步，测试：{values}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Checkpoint saved at step {step}</source>
        <translation>已保存第 {step} 步的检查点</translation>
    </message>
    <message>
        <source>Chosen: {name}: {value}</source>
        <translation>自动选择：{name}：{value}</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>已写入：{path}</translation>
    </message>
    <message>
        <source>Error: {text}</source>
        <translation>错误：{text}</translation>
    </message>
    <message>
        <source>Step {step}, written: {text}</source>
        <translation>第 {step} 步，生成：{text}</translation>
    </message>
    <message>
        <source>Ended at step {step}: {state}</source>
        <translation>在第 {step} 步结束：{state}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>{page} – Tunebench</source>
        <translation>{page} – Tunebench</translation>
    </message>
    <message>
        <source>Go to {page}</source>
        <translation>前往{page}</translation>
    </message>
</context>
<context>
    <name>ModelFit</name>
    <message>
        <source> or </source>
        <translation>或</translation>
    </message>
    <message>
        <source>{task} needs a model of the family {needed}, and the chosen one is of the family {family}.</source>
        <translation>{task}需要{needed}系列的模型，而所选模型属于{family}系列。</translation>
    </message>
    <message>
        <source>A new model has nothing yet that could be kept, so all of its weights are trained.</source>
        <translation>新模型还没有值得保留的内容，因此训练全部权重。</translation>
    </message>
    <message>
        <source>The chosen model can&apos;t do {before}, so the task is now {after}.</source>
        <translation>所选模型无法完成{before}，因此任务已改为{after}。</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>Continue to Train</source>
        <translation>下一步：训练</translation>
    </message>
    <message>
        <source>Go on with this model (Ctrl+Return)</source>
        <translation>使用此模型继续（Ctrl+回车）</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>What training starts from. The starter is a good first choice; you can come back and compare.</source>
        <translation>训练的起点。自带模型是不错的首选，以后可以再回来比较。</translation>
    </message>
    <message>
        <source>An existing model</source>
        <translation>现有模型</translation>
    </message>
    <message>
        <source>Start from a starter, a folder or a model of the hub</source>
        <translation>从自带模型、文件夹或 Hub 模型开始</translation>
    </message>
    <message>
        <source>A new model, from nothing</source>
        <translation>从零开始的新模型</translation>
    </message>
    <message>
        <source>Choose family and size yourself; it begins with random numbers</source>
        <translation>自行选择系列和大小；权重从随机数开始</translation>
    </message>
    <message>
        <source>Starters</source>
        <translation>自带模型</translation>
    </message>
    <message>
        <source>These come with the program and need no network.</source>
        <translation>程序自带，无需联网。</translation>
    </message>
    <message>
        <source>A folder on this computer</source>
        <translation>本机上的文件夹</translation>
    </message>
    <message>
        <source>With config.json, a tokenizer and .safetensors weights, as save_pretrained writes it or as you exported it here.</source>
        <translation>含有 config.json、分词器和 .safetensors 权重，即 save_pretrained 写出的或在这里导出的文件夹。</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Choose a model folder</source>
        <translation>选择模型文件夹</translation>
    </message>
    <message>
        <source>From the Hugging Face hub</source>
        <translation>来自 Hugging Face Hub</translation>
    </message>
    <message>
        <source>A model&apos;s name there, such as distilbert/distilbert-base-uncased. Fetched once, it stays on this machine.</source>
        <translation>填写模型名，例如 distilbert/distilbert-base-uncased。下载一次后就保存在本机。</translation>
    </message>
    <message>
        <source>Hub id</source>
        <translation>Hub 模型名</translation>
    </message>
    <message>
        <source>owner/name, as the hub&apos;s page shows it</source>
        <translation>所有者/名称，与 Hub 页面上显示的一致</translation>
    </message>
    <message>
        <source>owner/name</source>
        <translation>所有者/名称</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Make this hub model the base</source>
        <translation>用这个 Hub 模型作为基础模型</translation>
    </message>
    <message>
        <source>Allow the network</source>
        <translation>允许联网</translation>
    </message>
    <message>
        <source>Allow the network to fetch the model</source>
        <translation>允许联网下载模型</translation>
    </message>
    <message>
        <source>Without this, only a model that is already on this machine can be used</source>
        <translation>不允许时，只能使用本机已有的模型</translation>
    </message>
    <message>
        <source>Without it Tunebench never connects to anything. With it, only the model is fetched; nothing is sent.</source>
        <translation>不允许时，Tunebench 从不联网。允许时，只下载模型，不发送任何内容。</translation>
    </message>
    <message>
        <source>How to choose</source>
        <translation>如何选择</translation>
    </message>
    <message>
        <source>For sorting texts into labels take an encoder: it reads the whole text at once and is small and fast.</source>
        <translation>给文本分类请选编码器：它一次读完全文，小而快。</translation>
    </message>
    <message>
        <source>To continue texts or answer questions take a decoder; to turn one text into another, an encoder-decoder.</source>
        <translation>续写文本或回答问题请选解码器；把一段文本变成另一段请选编码器-解码器。</translation>
    </message>
    <message>
        <source>The base should have seen your language: MiniLM knows English; the three small ones know English and Chinese, a little.</source>
        <translation>基础模型应当见过你的语言：MiniLM 懂英文；三个小模型懂一点英文和中文。</translation>
    </message>
    <message>
        <source>Smaller learns and answers faster and is often as good. Compare two on the same data before taking a larger one.</source>
        <translation>小模型训练和预测更快，效果往往不差。换更大的模型前，先在同样的数据上比较。</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>已选</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>磁盘占用</translation>
    </message>
    <message>
        <source>Longest input</source>
        <translation>最长输入</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个词元</translation>
    </message>
    <message>
        <source>{layers} layers, {hidden} wide, {heads} heads</source>
        <translation>{layers} 层，宽度 {hidden}，{heads} 个注意力头</translation>
    </message>
    <message>
        <source>{family} ({architecture})</source>
        <translation>{family}（{architecture}）</translation>
    </message>
    <message>
        <source>not stated; look at the model&apos;s page</source>
        <translation>未注明，请查看模型页面</translation>
    </message>
    <message>
        <source>This model is not on this machine yet. It is fetched when training starts.</source>
        <translation>本机还没有这个模型，开始训练时会下载。</translation>
    </message>
    <message>
        <source>This model is not on this machine, and the network is not allowed.</source>
        <translation>本机没有这个模型，且不允许联网。</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>允许</translation>
    </message>
</context>
<context>
    <name>ModelTexts</name>
    <message>
        <source>New {family}</source>
        <translation>新{family}</translation>
    </message>
    <message>
        <source>New {family}, {count} parameters</source>
        <translation>新{family}，参数量 {count}</translation>
    </message>
</context>
<context>
    <name>NeighboursCard</name>
    <message>
        <source>Nearest entries</source>
        <translation>最近的词条</translation>
    </message>
    <message>
        <source>By the cosine of their vectors, the nearest first</source>
        <translation>按向量的余弦排列，最近的在前</translation>
    </message>
    <message>
        <source>Choose one to see the entries whose vectors are nearest to its own in the model&apos;s table of embeddings.</source>
        <translation>选择一个词条，查看模型嵌入表中向量与它最接近的词条。</translation>
    </message>
</context>
<context>
    <name>NeighboursPanel</name>
    <message>
        <source>Neighbours</source>
        <translation>近邻</translation>
    </message>
    <message>
        <source>Click a point of the map, or choose a row of its table with Enter, to see what lies nearest to it.</source>
        <translation>单击图中的点，或在表格中选一行并按回车，查看离它最近的点。</translation>
    </message>
    <message>
        <source>A double click or Enter goes on to the neighbours of this one</source>
        <translation>双击或按回车可继续查看此点的近邻</translation>
    </message>
    <message>
        <source>Analogy</source>
        <translation>类比</translation>
    </message>
    <message>
        <source>king</source>
        <translation>国王</translation>
    </message>
    <message>
        <source>The point that is begun with, by its name or as # with its number</source>
        <translation>作为起点的点，写名称，或 # 加编号</translation>
    </message>
    <message>
        <source>man</source>
        <translation>男人</translation>
    </message>
    <message>
        <source>The point that is taken away</source>
        <translation>要减去的点</translation>
    </message>
    <message>
        <source>woman</source>
        <translation>女人</translation>
    </message>
    <message>
        <source>The point that is added</source>
        <translation>要加上的点</translation>
    </message>
    <message>
        <source>Look for what lies nearest to this sum; with the first field alone, nearest to it</source>
        <translation>查找与此和式最接近的点；只填第一栏时，查找与该点最接近的点</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
</context>
<context>
    <name>NewEngine</name>
    <message>
        <source>What the new engine is for</source>
        <translation>新引擎的用途</translation>
    </message>
    <message>
        <source>CUDA 13.0 needs an NVIDIA driver of 580 or newer</source>
        <translation>CUDA 13.0 需要 580 或更新的 NVIDIA 驱动程序</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>联网</translation>
    </message>
    <message>
        <source>Fetch the packages now, from pypi.org and download.pytorch.org</source>
        <translation>现在从 pypi.org 和 download.pytorch.org 获取软件包</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Take the packages from a folder, without a network</source>
        <translation>不联网，从文件夹获取软件包</translation>
    </message>
    <message>
        <source>Choose the folder that holds the packages</source>
        <translation>选择存放软件包的文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Copy the command that fetches the packages elsewhere</source>
        <translation>复制在别处获取软件包的命令</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Make the engine now</source>
        <translation>现在创建引擎</translation>
    </message>
    <message>
        <source>Choose the older CUDA if your driver is older.</source>
        <translation>如果驱动程序较旧，请选择较旧的 CUDA。</translation>
    </message>
    <message>
        <source>For</source>
        <translation>用于</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>软件包</translation>
    </message>
    <message>
        <source>About 3 GB for a GPU, on the disk about 7 GB.</source>
        <translation>GPU 版约 3 GB，在磁盘上约占 7 GB。</translation>
    </message>
    <message>
        <source>The folder with the packages</source>
        <translation>存放软件包的文件夹</translation>
    </message>
    <message>
        <source>The packages are fetched from pypi.org and download.pytorch.org when you press Make.</source>
        <translation>按“创建”后，将从 pypi.org 和 download.pytorch.org 获取软件包。</translation>
    </message>
    <message>
        <source>The packages are taken from {folder}; nothing is fetched.</source>
        <translation>软件包取自 {folder}；不会下载任何内容。</translation>
    </message>
    <message>
        <source>Fetch them on a computer of the same kind that has a network (Copy command), bring the folder here and choose it.</source>
        <translation>请在一台同类且能联网的电脑上获取（复制命令），再把文件夹带到这里并选择它。</translation>
    </message>
</context>
<context>
    <name>NewModelPanel</name>
    <message>
        <source>What it looks like</source>
        <translation>结构图</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>Tiny</source>
        <translation>微型</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>小型</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Learns in minutes; good for watching how it goes</source>
        <translation>几分钟就有成效，适合观察训练过程</translation>
    </message>
    <message>
        <source>Learns something useful from a few megabytes of text</source>
        <translation>用几 MB 文本就能学到有用的东西</translation>
    </message>
    <message>
        <source>The usual size of published models; wants a GPU and gigabytes of text</source>
        <translation>已发布模型的常见大小，需要 GPU 和数 GB 文本</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>{heads} heads can&apos;t share {groups} key-value heads evenly.</source>
        <translation>{heads} 个头无法平均共用 {groups} 个键值头。</translation>
    </message>
    <message>
        <source>Share none</source>
        <translation>不共用</translation>
    </message>
    <message>
        <source>A width of {width} can&apos;t be divided evenly among {heads} heads.</source>
        <translation>宽度 {width} 无法平均分给 {heads} 个头。</translation>
    </message>
    <message>
        <source>Take {count} heads</source>
        <translation>改为 {count} 个头</translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>This is not a whole number.</source>
        <translation>这不是整数。</translation>
    </message>
    <message>
        <source>This is not a number; write 0.0002 or 2e-4.</source>
        <translation>这不是数字，请写成 0.0002 或 2e-4。</translation>
    </message>
    <message>
        <source>This must be more than {limit}.</source>
        <translation>必须大于 {limit}。</translation>
    </message>
    <message>
        <source>The least is {limit}.</source>
        <translation>最小为 {limit}。</translation>
    </message>
    <message>
        <source>The most is {limit}.</source>
        <translation>最大为 {limit}。</translation>
    </message>
</context>
<context>
    <name>Part</name>
    <message>
        <source>Do something about it</source>
        <translation>进行处理</translation>
    </message>
</context>
<context>
    <name>PinList</name>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Tick points to see their way, by mouse or the space bar; a click in the map does the same</source>
        <translation>用鼠标或空格键勾选点来显示其轨迹；在图中单击也可以</translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message>
        <source>Looking at data and model…</source>
        <translation>正在查看数据和模型…</translation>
    </message>
    <message>
        <source>looking again…</source>
        <translation>正在重新查看…</translation>
    </message>
    <message>
        <source>This job would need about {needed} of memory, and {available} are free. Take fewer rows at a time or cut texts shorter.</source>
        <translation>此作业大约需要 {needed} 内存，而可用的有 {available}。请减少每次行数或缩短文本。</translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation>预计情况</translation>
    </message>
</context>
<context>
    <name>PointsModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>PredictionsView</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Ask the engine once more</source>
        <translation>再次询问引擎</translation>
    </message>
    <message>
        <source>{token} (mask {number})</source>
        <translation>{token}（掩码 {number}）</translation>
    </message>
</context>
<context>
    <name>ProgressRow</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop what is being done</source>
        <translation>停止正在进行的操作</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Go to {page} ({shortcut})</source>
        <translation>前往{page}（{shortcut}）</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation>搜索操作</translation>
    </message>
    <message>
        <source>Find any action by its name (Ctrl+K)</source>
        <translation>按名称查找任何操作（Ctrl+K）</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>Compare with {name} no longer</source>
        <translation>不再与 {name} 比较</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>What was learned</source>
        <translation>学习结果</translation>
    </message>
    <message>
        <source>Scores of each label</source>
        <translation>各标签的得分</translation>
    </message>
    <message>
        <source>Scores of each label on the validation rows</source>
        <translation>各标签在验证集上的得分</translation>
    </message>
    <message>
        <source>The run ended; its result has no sentence.</source>
        <translation>运行已结束，结果中没有说明。</translation>
    </message>
    <message>
        <source>Measured on {rows} test rows that took no part in training.</source>
        <translation>在未参与训练的 {rows} 行测试数据上评估。</translation>
    </message>
    <message>
        <source>Measured on {rows} validation rows that took no part in training.</source>
        <translation>在未参与训练的 {rows} 行验证数据上评估。</translation>
    </message>
    <message>
        <source>The model is the one of step {step}, the best on the validation rows.</source>
        <translation>模型取自第 {step} 步，即验证集上最佳的一步。</translation>
    </message>
</context>
<context>
    <name>RoleHeader</name>
    <message>
        <source>Columns and their roles</source>
        <translation>列及其用途</translation>
    </message>
    <message>
        <source>no role</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>No role</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>{column}: {role}</source>
        <translation>{column}：{role}</translation>
    </message>
    <message>
        <source>{column}: {role}. Click to choose its role.</source>
        <translation>{column}：{role}。单击可选择用途。</translation>
    </message>
</context>
<context>
    <name>RolesCard</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Column for {role}</source>
        <translation>{role}列</translation>
    </message>
    <message>
        <source>The column that plays this role; the table&apos;s header changes it too</source>
        <translation>用作此用途的列；也可在表头更改</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Choose a column</source>
        <translation>选择一列</translation>
    </message>
    <message>
        <source>Chosen by you.</source>
        <translation>由您选择。</translation>
    </message>
    <message>
        <source>This column is needed.</source>
        <translation>必须选择此列。</translation>
    </message>
</context>
<context>
    <name>RowsView</name>
    <message>
        <source>Rows of the file</source>
        <translation>文件中的行</translation>
    </message>
    <message>
        <source>Choose a cell to read all of it below</source>
        <translation>选择单元格，在下方阅读全文</translation>
    </message>
    <message>
        <source>Row numbers</source>
        <translation>行号</translation>
    </message>
    <message>
        <source>Choose a cell to read all of it here.</source>
        <translation>选择单元格，在这里阅读全文。</translation>
    </message>
    <message>
        <source>Text of the chosen cell</source>
        <translation>所选单元格的文本</translation>
    </message>
    <message>
        <source>The whole cell, up to 64 kB of it</source>
        <translation>单元格全文，最多 64 kB</translation>
    </message>
    <message>
        <source>Row {row}, {column}: {length} characters</source>
        <translation>第 {row} 行，{column}：{length} 个字符</translation>
    </message>
    <message>
        <source>Row {row}, {column}: the first {shown} of {length} characters</source>
        <translation>第 {row} 行，{column}：共 {length} 个字符，显示前 {shown} 个</translation>
    </message>
</context>
<context>
    <name>RunTexts</name>
    <message>
        <source>not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>{step} of {total}</source>
        <translation>{step} / {total}</translation>
    </message>
    <message>
        <source>step {step} of {total}</source>
        <translation>第 {step} / {total} 步</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>{phase} {share}</source>
        <translation>{phase} {share}</translation>
    </message>
    <message>
        <source>{phase}, {count} characters read</source>
        <translation>{phase}，已读 {count} 个字符</translation>
    </message>
    <message>
        <source>reading the data</source>
        <translation>正在读取数据</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>tokenizing</source>
        <translation>正在分词</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>evaluating</source>
        <translation>正在评估</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>training the tokenizer</source>
        <translation>正在训练分词器</translation>
    </message>
    <message>
        <source>asking the frozen body</source>
        <translation>正在计算冻结主体的输出</translation>
    </message>
    <message>
        <source>writing texts to compare</source>
        <translation>正在生成比较用的文本</translation>
    </message>
    <message>
        <source>Column of the {role}</source>
        <translation>{role}列</translation>
    </message>
    <message>
        <source>Validation rows</source>
        <translation>验证行数</translation>
    </message>
    <message>
        <source>Test rows</source>
        <translation>测试行数</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>数值精度</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Maximum length</source>
        <translation>最大长度</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>训练轮数</translation>
    </message>
    <message>
        <source>Head start</source>
        <translation>分类头预拟合</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>macro-F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>{metric} {value}</source>
        <translation>{metric} {value}</translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message>
        <source>All runs</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>Back to the table (Esc)</source>
        <translation>返回列表（Esc）</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
    </message>
    <message>
        <source>Steps done of all steps</source>
        <translation>已完成的步数与总步数</translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Best result</source>
        <translation>最佳结果</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>{metric} {value}</source>
        <translation>{metric} {value}</translation>
    </message>
    <message>
        <source>New {family}</source>
        <translation>新{family}</translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>No runs yet</source>
        <translation>还没有运行记录</translation>
    </message>
    <message>
        <source>A run is one training of a model on your data. Start one, and its curves, its result and its log appear here.</source>
        <translation>一次运行就是在您的数据上训练一次模型。开始之后，曲线、结果和日志都会显示在这里。</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>前往训练</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>Every training and what came of it. Open one to watch its curves, to stop it or to go on with it.</source>
        <translation>每次训练及其结果。打开一次运行可以查看曲线、停止或继续。</translation>
    </message>
    <message>
        <source>A click or Return opens a run</source>
        <translation>单击或按回车打开运行</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>End after this step and keep what was learned so far</source>
        <translation>在这一步之后结束，并保留已学到的内容</translation>
    </message>
    <message>
        <source>Open the run&apos;s folder</source>
        <translation>打开运行的文件夹</translation>
    </message>
    <message>
        <source>Delete this run; it can be taken back for 30 days</source>
        <translation>删除此运行；30 天内可以恢复</translation>
    </message>
    <message>
        <source>Look inside</source>
        <translation>查看内部</translation>
    </message>
    <message>
        <source>See what this run&apos;s model has learned to look at</source>
        <translation>查看此运行的模型学会了关注什么</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Hold the run between two steps</source>
        <translation>在两步之间暂停运行</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>停止并保留</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Let the paused run go on</source>
        <translation>让暂停的运行继续</translation>
    </message>
    <message>
        <source>Go on from the newest checkpoint</source>
        <translation>从最新的检查点继续</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Take this run&apos;s model along</source>
        <translation>导出此运行的模型</translation>
    </message>
    <message>
        <source>The run ends after this step; what was learned is kept.</source>
        <translation>运行将在这一步之后结束，已学到的内容会保留。</translation>
    </message>
    <message>
        <source>“{title}” was deleted. It is kept for 30 days.</source>
        <translation>“{title}”已删除，会保留 30 天。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>The engine was asked to stop and has not done so. Ending it now loses the steps since the last checkpoint.</source>
        <translation>已要求引擎停止，但它还没有停下。现在结束会丢失最后一个检查点之后的步数。</translation>
    </message>
    <message>
        <source>End it now</source>
        <translation>立即结束</translation>
    </message>
</context>
<context>
    <name>SaidPart</name>
    <message>
        <source>Go to Train</source>
        <translation>前往训练</translation>
    </message>
    <message>
        <source>Training for a task gives the model a head</source>
        <translation>针对任务训练会给模型加上任务头</translation>
    </message>
    <message>
        <source>Put it at the end of the text and look again</source>
        <translation>加到文本末尾并重新查看</translation>
    </message>
    <message>
        <source>Insert {mask}</source>
        <translation>插入 {mask}</translation>
    </message>
</context>
<context>
    <name>SampleCard</name>
    <message>
        <source>A row as the model sees it</source>
        <translation>模型看到的一行</translation>
    </message>
    <message>
        <source>{count} tokens, {cut} cut off</source>
        <translation>{count} 个词元，截掉 {cut} 个</translation>
    </message>
    <message>
        <source>{count} tokens, nothing cut off</source>
        <translation>{count} 个词元，没有截断</translation>
    </message>
</context>
<context>
    <name>SavePanel</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Width of the picture</source>
        <translation>图片宽度</translation>
    </message>
    <message>
        <source>Choose a file and write it</source>
        <translation>选择文件并写入</translation>
    </message>
    <message>
        <source>One file with the text in all views, to read anywhere</source>
        <translation>包含文本所有视图的单个文件，可在任何地方阅读</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Report of all views…</source>
        <translation>所有视图的报告…</translation>
    </message>
    <message>
        <source>Beside each file a small one is written that says where it came from: model, hash, text, settings.</source>
        <translation>每个文件旁会另写一个小文件，说明其来源：模型、哈希、文本、设置。</translation>
    </message>
    <message>
        <source>PNG, picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>SVG, drawing</source>
        <translation>SVG 矢量图</translation>
    </message>
    <message>
        <source>PDF, drawing</source>
        <translation>PDF 矢量图</translation>
    </message>
    <message>
        <source>NPZ, numbers</source>
        <translation>NPZ 数值</translation>
    </message>
    <message>
        <source>CSV, table</source>
        <translation>CSV 表格</translation>
    </message>
    <message>
        <source>JSON, everything</source>
        <translation>JSON 全部内容</translation>
    </message>
    <message>
        <source>HTML, page</source>
        <translation>HTML 网页</translation>
    </message>
    <message>
        <source>the whole view</source>
        <translation>整个视图</translation>
    </message>
    <message>
        <source>Save the view</source>
        <translation>保存视图</translation>
    </message>
    <message>
        <source>Writing {file}</source>
        <translation>正在写入 {file}</translation>
    </message>
    <message>
        <source>Written: {files}</source>
        <translation>已写入：{files}</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Looking at the text through all views</source>
        <translation>正在用所有视图查看文本</translation>
    </message>
</context>
<context>
    <name>ScatterView</name>
    <message>
        <source>{count} others</source>
        <translation>其他 {count} 类</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>没有值</translation>
    </message>
    <message>
        <source>Drag or arrow keys move, the wheel or + and − zoom, double click or 0 shows all, Shift and drag selects, Esc lets go.</source>
        <translation>拖动或用方向键平移，用滚轮或 + 和 − 缩放，双击或按 0 显示全部，按住 Shift 拖动可选择，按 Esc 取消选择。</translation>
    </message>
    <message>
        <source>Map of {count} points, {selected} selected</source>
        <translation>{count} 个点的图，已选择 {selected} 个</translation>
    </message>
    <message>
        <source>Map of {count} points</source>
        <translation>{count} 个点的图</translation>
    </message>
    <message>
        <source>No points to show.</source>
        <translation>没有可显示的点。</translation>
    </message>
</context>
<context>
    <name>ScoresModel</name>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>The label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Of the rows that were given this label, how many have it</source>
        <translation>被判为此标签的行中，真正属于它的比例</translation>
    </message>
    <message>
        <source>Of the rows that have this label, how many were given it</source>
        <translation>真正属于此标签的行中，被正确判出的比例</translation>
    </message>
    <message>
        <source>The harmonic mean of precision and recall</source>
        <translation>精确率和召回率的调和平均</translation>
    </message>
    <message>
        <source>How many validation rows have this label</source>
        <translation>验证集中属于此标签的行数</translation>
    </message>
</context>
<context>
    <name>Scrubber</name>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>First snapshot (Home)</source>
        <translation>第一个快照（Home）</translation>
    </message>
    <message>
        <source>Newest snapshot (End)</source>
        <translation>最新的快照（End）</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>Which snapshot is shown; arrow keys go from one to the next, the space bar plays</source>
        <translation>显示哪个快照；用方向键前后切换，按空格键播放</translation>
    </message>
    <message>
        <source>step {step} of {total}</source>
        <translation>第 {step} / {total} 步</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>The settings can&apos;t be written to {path}: {error}</source>
        <translation>无法将设置写入 {path}：{error}</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>How Tunebench looks and where it keeps things. Every change applies at once.</source>
        <translation>Tunebench 的外观和存储位置。更改立即生效。</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light or dark as the system is</source>
        <translation>与系统的浅色或深色一致</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Always light</source>
        <translation>始终浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Always dark</source>
        <translation>始终深色</translation>
    </message>
    <message>
        <source>The system&apos;s language</source>
        <translation>系统语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>The colours of the window.</source>
        <translation>窗口的颜色。</translation>
    </message>
    <message>
        <source>The language of the window and of the engine&apos;s messages.</source>
        <translation>窗口和引擎消息的语言。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>Allow fetching models from the Hugging Face hub</source>
        <translation>允许从 Hugging Face Hub 下载模型</translation>
    </message>
    <message>
        <source>Off: Tunebench never connects to anything</source>
        <translation>关闭时，Tunebench 从不联网</translation>
    </message>
    <message>
        <source>Only to fetch a base model that you name by its hub id. Your data is never sent anywhere.</source>
        <translation>仅用于下载您用 Hub 模型名指定的基础模型。您的数据绝不会被发送出去。</translation>
    </message>
    <message>
        <source>Fetch models from the Hugging Face hub</source>
        <translation>从 Hugging Face Hub 下载模型</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Jobs run on</source>
        <translation>作业运行于</translation>
    </message>
    <message>
        <source>Number format</source>
        <translation>数值精度</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Everything is computed on this machine.</source>
        <translation>所有计算都在本机完成。</translation>
    </message>
    <message>
        <source>{name}, {count} cores</source>
        <translation>{name}，{count} 核</translation>
    </message>
    <message>
        <source>{used} of {total} in use</source>
        <translation>已用 {used} / {total}</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>an NVIDIA GPU</source>
        <translation>NVIDIA GPU</translation>
    </message>
    <message>
        <source>the Apple GPU</source>
        <translation>Apple GPU</translation>
    </message>
</context>
<context>
    <name>SourceBar</name>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Open a file that was opened before</source>
        <translation>打开以前打开过的文件</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>How the file&apos;s bytes become letters; change it if letters look wrong</source>
        <translation>文件的字节如何转换为字符；出现乱码时请更改</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>What stands between two columns; change it if columns run together</source>
        <translation>两列之间的字符；列连在一起时请更改</translation>
    </message>
    <message>
        <source>Reading was cancelled: these are the first rows, and they were not checked. Open the file again to read all of it.</source>
        <translation>读取已取消：这里只有前面的行，且未经检查。重新打开文件可读取全部内容。</translation>
    </message>
    <message>
        <source>No problems found: all {count} rows can be used.</source>
        <translation>没有发现问题：全部 {count} 行均可使用。</translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation>{count} 行</translation>
    </message>
    <message>
        <source>Opening the file…</source>
        <translation>正在打开文件…</translation>
    </message>
    <message>
        <source>Reading the rest…</source>
        <translation>正在读取其余内容…</translation>
    </message>
    <message>
        <source>Reading: {rows} files</source>
        <translation>正在读取：{rows} 个文件</translation>
    </message>
    <message>
        <source>Reading: {rows} rows, {done} of {total}</source>
        <translation>正在读取：{rows} 行，{done} / {total}</translation>
    </message>
    <message>
        <source>Checking: {rows} of {total} rows</source>
        <translation>正在检查：{rows} / {total} 行</translation>
    </message>
    <message>
        <source>Automatic: {found}</source>
        <translation>自动：{found}</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>SpecForm</name>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Show the fields that rarely need a change</source>
        <translation>显示很少需要更改的选项</translation>
    </message>
</context>
<context>
    <name>SplitCard</name>
    <message>
        <source>Rows kept back to measure</source>
        <translation>留出用于验证的行</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>验证比例</translation>
    </message>
    <message>
        <source>Share of the rows that are kept back to measure while training</source>
        <translation>训练期间留出用于评估的行的比例</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Choose another file to measure on</source>
        <translation>另选用于评估的文件</translation>
    </message>
    <message>
        <source>and for a final test</source>
        <translation>并留出最终测试集</translation>
    </message>
    <message>
        <source>Keep rows for a final test</source>
        <translation>留出最终测试的行</translation>
    </message>
    <message>
        <source>Rows that training never looks at, measured once at its end</source>
        <translation>训练完全不接触的行，只在结束时评估一次</translation>
    </message>
    <message>
        <source>Test share</source>
        <translation>测试比例</translation>
    </message>
    <message>
        <source>Share of the rows that are kept for the test</source>
        <translation>留作测试的行的比例</translation>
    </message>
    <message>
        <source>Use a file instead…</source>
        <translation>改用文件…</translation>
    </message>
    <message>
        <source>Use a share instead</source>
        <translation>改用比例</translation>
    </message>
    <message>
        <source>Measure on the rows of another file</source>
        <translation>用另一个文件中的行评估</translation>
    </message>
    <message>
        <source>Keep some of these rows back</source>
        <translation>从这些行中留出一部分</translation>
    </message>
    <message>
        <source>All of the text is learned from.</source>
        <translation>全部文本都用于学习。</translation>
    </message>
    <message>
        <source>About {share} of the text is kept back, in whole lines or paragraphs.</source>
        <translation>约 {share} 的文本留作测量，以整行或整段为单位。</translation>
    </message>
    <message>
        <source>The numbers appear when all rows are read.</source>
        <translation>读完所有行后显示行数。</translation>
    </message>
    <message>
        <source>Validation and test together take all rows; make one of them smaller.</source>
        <translation>验证集和测试集占用了全部行，请减小其中一个。</translation>
    </message>
    <message>
        <source>All {learned} rows are learned from.</source>
        <translation>全部 {learned} 行都用于学习。</translation>
    </message>
    <message>
        <source>{learned} rows to learn from, {measured} to measure on, {tested} for the test.</source>
        <translation>{learned} 行用于学习，{measured} 行用于验证，{tested} 行用于测试。</translation>
    </message>
    <message>
        <source>{learned} rows to learn from, {tested} for the test.</source>
        <translation>{learned} 行用于学习，{tested} 行用于测试。</translation>
    </message>
    <message>
        <source>{learned} rows to learn from, {measured} to measure on.</source>
        <translation>{learned} 行用于学习，{measured} 行用于验证。</translation>
    </message>
    <message>
        <source>{learned} rows to learn from, {measured} to measure on, {tested} for the test, each label in equal shares.</source>
        <translation>{learned} 行用于学习，{measured} 行用于验证，{tested} 行用于测试，各标签比例相同。</translation>
    </message>
    <message>
        <source>{learned} rows to learn from, {tested} for the test, each label in equal shares.</source>
        <translation>{learned} 行用于学习，{tested} 行用于测试，各标签比例相同。</translation>
    </message>
    <message>
        <source>{learned} rows to learn from, {measured} to measure on, each label in equal shares.</source>
        <translation>{learned} 行用于学习，{measured} 行用于验证，各标签比例相同。</translation>
    </message>
    <message>
        <source>Choose a file to measure on</source>
        <translation>选择用于评估的文件</translation>
    </message>
</context>
<context>
    <name>StatsCard</name>
    <message>
        <source>Accuracy on validation</source>
        <translation>验证集准确率</translation>
    </message>
    <message>
        <source>Macro-F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Perplexity on validation</source>
        <translation>验证集困惑度</translation>
    </message>
    <message>
        <source>Time taken</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Tokens guessed right</source>
        <translation>猜对的词元</translation>
    </message>
    <message>
        <source>± {half} (95 %)</source>
        <translation>± {half}（95%）</translation>
    </message>
    <message>
        <source>best {value} at step {step}</source>
        <translation>最佳 {value}，第 {step} 步</translation>
    </message>
    <message>
        <source>the best so far</source>
        <translation>目前最佳</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Go to the running job</source>
        <translation>前往正在运行的作业</translation>
    </message>
    <message>
        <source>Device not known yet</source>
        <translation>设备尚未确定</translation>
    </message>
    <message>
        <source>{device}, {precision}</source>
        <translation>{device}，{precision}</translation>
    </message>
    <message>
        <source>{device} · {count} cores</source>
        <translation>{device} · {count} 核</translation>
    </message>
    <message>
        <source>What jobs are computed on</source>
        <translation>作业使用的计算设备</translation>
    </message>
    <message>
        <source>memory {used} of {total}</source>
        <translation>内存 {used} / {total}</translation>
    </message>
    <message>
        <source>memory not measured yet</source>
        <translation>内存尚未测量</translation>
    </message>
    <message>
        <source>Memory of this machine in use by all programs</source>
        <translation>本机所有程序占用的内存</translation>
    </message>
    <message>
        <source>Nothing is running</source>
        <translation>没有正在运行的作业</translation>
    </message>
    <message>
        <source>{count} jobs are running</source>
        <translation>{count} 个作业正在运行</translation>
    </message>
    <message>
        <source>{title} is starting</source>
        <translation>{title} 正在启动</translation>
    </message>
    <message>
        <source>{title} · step {step} of {total} · {share}</source>
        <translation>{title} · 第 {step} / {total} 步 · {share}</translation>
    </message>
</context>
<context>
    <name>StepPlot</name>
    <message>
        <source>A click goes to this step</source>
        <translation>单击可前往此步</translation>
    </message>
</context>
<context>
    <name>StorageCard</name>
    <message>
        <source>What lies where</source>
        <translation>存放位置</translation>
    </message>
    <message>
        <source>Removing the program leaves these in place: they are yours. The command tunebench storage lists the rest.</source>
        <translation>卸载程序不会动这些内容：它们属于您。命令 tunebench storage 会列出其余内容。</translation>
    </message>
    <message>
        <source>Keep runs in Tunebench&apos;s own folder again</source>
        <translation>恢复为 Tunebench 自己的文件夹</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Choose another folder for runs</source>
        <translation>另选运行文件夹</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Move the data folder, with all that is in it, to another place</source>
        <translation>把数据文件夹及其全部内容移到别处</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>移动…</translation>
    </message>
    <message>
        <source>Delete the caches; they are made again when they are needed</source>
        <translation>删除缓存；需要时会重新生成</translation>
    </message>
    <message>
        <source>Clean</source>
        <translation>清理</translation>
    </message>
    <message>
        <source>Show {title} in the system&apos;s file manager</source>
        <translation>在系统的文件管理器中显示{title}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>over {size}</source>
        <translation>超过 {size}</translation>
    </message>
    <message>
        <source>{folder} is not there yet; it is made when it is needed.</source>
        <translation>{folder} 还不存在，需要时会创建。</translation>
    </message>
    <message>
        <source>No file manager was found to open {folder}.</source>
        <translation>没有找到可打开 {folder} 的文件管理器。</translation>
    </message>
    <message>
        <source>Where runs are kept</source>
        <translation>运行的存放位置</translation>
    </message>
    <message>
        <source>New runs are kept in {folder}; earlier ones stay where they are.</source>
        <translation>新的运行存放在 {folder}，以前的运行位置不变。</translation>
    </message>
    <message>
        <source>{size} were freed.</source>
        <translation>已释放 {size}。</translation>
    </message>
    <message>
        <source>Where the data folder goes</source>
        <translation>数据文件夹移到哪里</translation>
    </message>
    <message>
        <source>Looking at what is to be moved to {folder}</source>
        <translation>正在查看要移到 {folder} 的内容</translation>
    </message>
    <message>
        <source>Copying to {folder}: {done} of {total}</source>
        <translation>正在复制到 {folder}：{done} / {total}</translation>
    </message>
    <message>
        <source>The move was cancelled; the data folder is where it was.</source>
        <translation>移动已取消；数据文件夹仍在原处。</translation>
    </message>
    <message>
        <source>The data folder is now {folder}. Close this window and open it again, so that everything uses it.</source>
        <translation>数据文件夹现在是 {folder}。请关闭窗口再重新打开，以便全部使用它。</translation>
    </message>
    <message>
        <source>Close now</source>
        <translation>现在关闭</translation>
    </message>
</context>
<context>
    <name>SurpriseCard</name>
    <message>
        <source>Look again at what comes after the last token</source>
        <translation>重新查看最后一个词元之后的内容</translation>
    </message>
    <message>
        <source>Back to the end</source>
        <translation>回到末尾</translation>
    </message>
    <message>
        <source>The stronger the colour, the less the model expected the token</source>
        <translation>颜色越深，模型越没有预料到该词元</translation>
    </message>
    <message>
        <source>Choose a token to see what the model expected in its place.</source>
        <translation>选择一个词元，查看模型在该处预期什么。</translation>
    </message>
</context>
<context>
    <name>TableEditor</name>
    <message>
        <source>key = value</source>
        <translation>键 = 值</translation>
    </message>
    <message>
        <source>Write each line as key = value.</source>
        <translation>每行请写成“键 = 值”。</translation>
    </message>
</context>
<context>
    <name>TextEditor</name>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>TextPart</name>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Compare tokenizers</source>
        <translation>比较分词器</translation>
    </message>
    <message>
        <source>Show how the tokenizer of another model splits the same text</source>
        <translation>显示另一个模型的分词器如何切分同一段文本</translation>
    </message>
    <message>
        <source>The tokenizers in numbers</source>
        <translation>各分词器的数据</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个词元</translation>
    </message>
    <message>
        <source>Characters/token</source>
        <translation>字符/词元</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>最长文本</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>添加比较…</translation>
    </message>
</context>
<context>
    <name>TextsBar</name>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Choose a file with rows of text</source>
        <translation>选择含有多行文本的文件</translation>
    </message>
    <message>
        <source>Typed lines</source>
        <translation>输入的各行</translation>
    </message>
    <message>
        <source>Take the lines that are typed above, one text a line</source>
        <translation>使用上方输入的各行，每行一段文本</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>The column with the texts</source>
        <translation>文本所在的列</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>The column that colours the points</source>
        <translation>决定点的颜色的列</translation>
    </message>
    <message>
        <source>Vector</source>
        <translation>向量</translation>
    </message>
    <message>
        <source>What a text&apos;s vector is made of</source>
        <translation>文本的向量由什么构成</translation>
    </message>
    <message>
        <source>mean of tokens</source>
        <translation>词元平均</translation>
    </message>
    <message>
        <source>first token</source>
        <translation>第一个词元</translation>
    </message>
    <message>
        <source>last token</source>
        <translation>最后一个词元</translation>
    </message>
    <message>
        <source>The lines that are typed above, one text a line</source>
        <translation>上方输入的各行，每行一段文本</translation>
    </message>
</context>
<context>
    <name>TimePictures</name>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
</context>
<context>
    <name>TimeView</name>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>The vectors of the sentences that the run follows</source>
        <translation>此运行所跟踪的句子的向量</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>The vectors of the words that the run follows, in the table of tokens</source>
        <translation>此运行所跟踪的词在词元表中的向量</translation>
    </message>
    <message>
        <source>Which snapshots the plane of the map was fitted to; all are drawn in it</source>
        <translation>图的平面按哪些快照拟合；所有快照都画在其中</translation>
    </message>
    <message>
        <source>Plane</source>
        <translation>平面</translation>
    </message>
    <message>
        <source>Plane of the newest snapshot</source>
        <translation>最新快照的平面</translation>
    </message>
    <message>
        <source>Plane of the first snapshot</source>
        <translation>第一个快照的平面</translation>
    </message>
    <message>
        <source>Plane of all snapshots</source>
        <translation>所有快照的平面</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>着色依据</translation>
    </message>
    <message>
        <source>What the colours of the points mean</source>
        <translation>点的颜色表示什么</translation>
    </message>
    <message>
        <source>This is no run, so it has not moved. Choose a run that has kept snapshots of itself, or let the next one keep some.</source>
        <translation>这不是运行，因此没有变化可看。请选择保留了快照的运行，或让下一次运行保留快照。</translation>
    </message>
    <message>
        <source>No snapshots</source>
        <translation>没有快照</translation>
    </message>
    <message>
        <source>Watch the next run</source>
        <translation>跟踪下一次运行</translation>
    </message>
</context>
<context>
    <name>TokenCard</name>
    <message>
        <source>Chosen token</source>
        <translation>所选词元</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>词条</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Stands for</source>
        <translation>代表</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Completes</source>
        <translation>补全字符</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>字符位置</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Choose a token above, with the mouse or the arrow keys, to see it in full.</source>
        <translation>在上方用鼠标或方向键选择一个词元，查看其完整信息。</translation>
    </message>
    <message>
        <source>an ordinary entry of the vocabulary</source>
        <translation>词表中的普通词条</translation>
    </message>
    <message>
        <source>special: the tokenizer added it, or somebody typed it</source>
        <translation>特殊：由分词器添加，或由用户输入</translation>
    </message>
    <message>
        <source>unknown: the vocabulary lacks this text, and the model sees only that something stood here</source>
        <translation>未知：词表中没有这段文本，模型只知道这里有内容</translation>
    </message>
    <message>
        <source>a part of a character, as bytes</source>
        <translation>字符的一部分，以字节表示</translation>
    </message>
    <message>
        <source>cut off: the model doesn&apos;t see it</source>
        <translation>已截断：模型看不到</translation>
    </message>
    <message>
        <source>no token at all: the tokenizer drops this text</source>
        <translation>不是词元：分词器丢弃了这段文本</translation>
    </message>
    <message>
        <source>{character} ({code})</source>
        <translation>{character}（{code}）</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>{start} to {end}</source>
        <translation>{start} 到 {end}</translation>
    </message>
</context>
<context>
    <name>TokensView</name>
    <message>
        <source>This text</source>
        <translation>这段文本</translation>
    </message>
    <message>
        <source>The text as the tokenizer splits it, beside other tokenizers</source>
        <translation>分词器对文本的切分，可与其他分词器对照</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>All entries that the tokenizer knows, and the nearest of each</source>
        <translation>分词器的所有词条，以及每个词条的近邻</translation>
    </message>
    <message>
        <source>Lengths of a data set</source>
        <translation>数据集的长度</translation>
    </message>
    <message>
        <source>How many tokens the rows of a file have, and how many are cut</source>
        <translation>文件各行有多少个词元，以及多少行会被截断</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>The engine did not answer within {seconds} s and was ended.</source>
        <translation>引擎在 {seconds} 秒内没有响应，已被终止。</translation>
    </message>
    <message>
        <source>Try again, or try with less data.</source>
        <translation>请重试，或减少数据后再试。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>The engine could not be started: {reason}.</source>
        <translation>引擎无法启动：{reason}。</translation>
    </message>
    <message>
        <source>The details help to find out why.</source>
        <translation>详细信息有助于查明原因。</translation>
    </message>
    <message>
        <source>The engine was ended by SIGKILL (the system may have run out of memory).</source>
        <translation>引擎被 SIGKILL 终止（系统可能内存不足）。</translation>
    </message>
    <message>
        <source>The engine was ended by {signal}.</source>
        <translation>引擎被 {signal} 终止。</translation>
    </message>
    <message>
        <source>The engine made a mistake and ended with status {status}.</source>
        <translation>引擎出错，以状态 {status} 结束。</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Hardware</source>
        <translation>硬件</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Start training (Ctrl+Return)</source>
        <translation>开始训练（Ctrl+回车）</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Everything is filled in with what suits most data. Start, or change what you know better.</source>
        <translation>各项已填好适合大多数数据的值。可以直接开始，也可以按您的经验修改。</translation>
    </message>
    <message>
        <source>What is trained</source>
        <translation>训练内容</translation>
    </message>
    <message>
        <source>Title of the run</source>
        <translation>运行的标题</translation>
    </message>
    <message>
        <source>The name of the run in lists</source>
        <translation>运行在列表中的名称</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>none chosen yet: go to Data</source>
        <translation>尚未选择，请前往“数据”</translation>
    </message>
    <message>
        <source>{data}, {method}</source>
        <translation>{data}，{method}</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>{field}: {problem}</source>
        <translation>{field}：{problem}</translation>
    </message>
    <message>
        <source>{path}: {problem}</source>
        <translation>{path}：{problem}</translation>
    </message>
    <message>
        <source>Some fields can&apos;t be used as they are; the reasons stand below them.</source>
        <translation>有些选项无法使用，原因写在各项下方。</translation>
    </message>
</context>
<context>
    <name>TryIt</name>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Ask the model about this text (Ctrl+Return)</source>
        <translation>就这段文本询问模型（Ctrl+回车）</translation>
    </message>
    <message>
        <source>Put the mask where a word shall be found</source>
        <translation>在要预测的词处插入掩码</translation>
    </message>
    <message>
        <source>Insert {mask}</source>
        <translation>插入 {mask}</translation>
    </message>
    <message>
        <source>Type a text with {mask} where a word shall be found.</source>
        <translation>输入一段文本，在要预测的词处写 {mask}。</translation>
    </message>
    <message>
        <source>Type two or more texts, each on a line of its own; the others are compared with the first.</source>
        <translation>输入两段或更多文本，每段一行；其余各段会与第一段比较。</translation>
    </message>
    <message>
        <source>Type a text, for example: It broke after two days.</source>
        <translation>输入一段文本，例如：It broke after two days.</translation>
    </message>
    <message>
        <source>The engine&apos;s answer holds no likeness.</source>
        <translation>引擎的回答中没有相似度。</translation>
    </message>
    <message>
        <source>Likeness {value}</source>
        <translation>相似度 {value}</translation>
    </message>
    <message>
        <source>The most alike: {value}</source>
        <translation>最相似：{value}</translation>
    </message>
    <message>
        <source>A text for the model; Ctrl+Return asks it</source>
        <translation>给模型的文本；按 Ctrl+回车 提问</translation>
    </message>
    <message>
        <source>Ask the model</source>
        <translation>询问模型</translation>
    </message>
    <message>
        <source>Type a text first.</source>
        <translation>请先输入文本。</translation>
    </message>
    <message>
        <source>Put {mask} into the text first.</source>
        <translation>请先在文本中加入 {mask}。</translation>
    </message>
    <message>
        <source>Type two texts, each on a line of its own.</source>
        <translation>请输入两段文本，每段一行。</translation>
    </message>
    <message>
        <source>Asking… the first answer takes a few seconds.</source>
        <translation>正在询问… 第一次回答需要几秒钟。</translation>
    </message>
    <message>
        <source>The engine&apos;s answer holds no probabilities.</source>
        <translation>引擎的回答中没有概率。</translation>
    </message>
</context>
<context>
    <name>VocabularyPart</name>
    <message>
        <source>Search entries</source>
        <translation>搜索词条</translation>
    </message>
    <message>
        <source>Only entries that have this text in them, upper or lower case; a space is written as ·</source>
        <translation>只显示含有此文本的词条，不区分大小写；空格写作 ·</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Only entries of one kind</source>
        <translation>只显示一种类型的词条</translation>
    </message>
    <message>
        <source>Entries of the vocabulary</source>
        <translation>词表中的词条</translation>
    </message>
    <message>
        <source>Choose a row to see the entries nearest to it; click a title to sort by it</source>
        <translation>选择一行可查看与它最近的词条；单击标题可按其排序</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>所有类型</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>special</source>
        <translation>特殊</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>continues a word</source>
        <translation>词的后续</translation>
    </message>
    <message>
        <source>added</source>
        <translation>附加</translation>
    </message>
    <message>
        <source>{shown} of {count} entries</source>
        <translation>{count} 个词条中的 {shown} 个</translation>
    </message>
</context>
<context>
    <name>WallView</name>
    <message>
        <source>All heads</source>
        <translation>所有头</translation>
    </message>
    <message>
        <source>A click or the arrow keys choose a head</source>
        <translation>单击或用方向键选择头</translation>
    </message>
    <message>
        <source>Maps of {layers} layers with {heads} heads</source>
        <translation>{layers} 层、每层 {heads} 个头的热图</translation>
    </message>
    <message>
        <source>{layer}, head {head}</source>
        <translation>{layer}，第 {head} 头</translation>
    </message>
</context>
<context>
    <name>WatchRow</name>
    <message>
        <source>Keep snapshots for looking inside</source>
        <translation>保留快照以查看内部</translation>
    </message>
    <message>
        <source>Follow how a few texts and words move while the model learns; the training itself stays the same</source>
        <translation>跟踪一些文本和词在模型学习时如何移动；训练本身不受影响</translation>
    </message>
    <message>
        <source>every </source>
        <translation>每 </translation>
    </message>
    <message>
        <source> steps</source>
        <translation> 步</translation>
    </message>
    <message>
        <source>Steps between two snapshots</source>
        <translation>两个快照之间的步数</translation>
    </message>
    <message>
        <source>words to follow too, such as: good, bad</source>
        <translation>还要跟踪的词，例如：好、坏</translation>
    </message>
    <message>
        <source>Words that are followed</source>
        <translation>要跟踪的词</translation>
    </message>
    <message>
        <source>Words whose vectors in the table of tokens are followed, with commas between them</source>
        <translation>跟踪这些词在词元表中的向量；各词以逗号分隔</translation>
    </message>
    <message>
        <source>They are seen on the Inspect page, over time.</source>
        <translation>可在“检视”页查看随时间的变化。</translation>
    </message>
</context>
<context>
    <name>WriteIt</name>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Type how a text begins, or a question.</source>
        <translation>输入一段文本的开头，或一个问题。</translation>
    </message>
    <message>
        <source>A prompt for the model; Ctrl+Return lets it write</source>
        <translation>给模型的提示词；按 Ctrl+回车 开始生成</translation>
    </message>
    <message>
        <source>Let the model write (Ctrl+Return)</source>
        <translation>让模型生成文本（Ctrl+回车）</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>End this text here</source>
        <translation>让这段文本到此为止</translation>
    </message>
    <message>
        <source>Copy what it wrote</source>
        <translation>复制生成的文本</translation>
    </message>
    <message>
        <source>Above 1, tokens that stand there already are less likely.</source>
        <translation>大于 1 时，已出现过的词元更不易再次出现。</translation>
    </message>
    <message>
        <source>Always take the likeliest token; the choices above then play no part.</source>
        <translation>始终取概率最大的词元；此时以上选项不起作用。</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Below 1 the text is safer, above 1 more surprising.</source>
        <translation>小于 1 时文本更稳妥，大于 1 时更出人意料。</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Draw from the likeliest tokens that have this share together.</source>
        <translation>只从合计概率达到此比例的最可能词元中抽取。</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Draw from so many of the likeliest tokens; 0 draws from all.</source>
        <translation>只从这么多个最可能的词元中抽取；0 表示从全部词元中抽取。</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>Maximum tokens</source>
        <translation>最大词元数</translation>
    </message>
    <message>
        <source>Where the text ends at the latest.</source>
        <translation>文本最多生成到这个长度。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed writes the same text again.</source>
        <translation>种子相同，生成的文本就相同。</translation>
    </message>
    <message>
        <source>Greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>Type a prompt first.</source>
        <translation>请先输入提示词。</translation>
    </message>
    <message>
        <source>Writing… the first text takes a few seconds.</source>
        <translation>正在生成… 第一次需要几秒钟。</translation>
    </message>
    <message>
        <source>The model ended the text.</source>
        <translation>模型自行结束了文本。</translation>
    </message>
    <message>
        <source>The maximum of tokens is reached.</source>
        <translation>已达到最大词元数。</translation>
    </message>
    <message>
        <source>Stopped by you.</source>
        <translation>已被您停止。</translation>
    </message>
    <message>
        <source>{tokens} tokens in {seconds} s, {rate} a second.</source>
        <translation>{seconds} 秒生成 {tokens} 个词元，每秒 {rate} 个。</translation>
    </message>
</context>
<context>
    <name>_LengthsCard</name>
    <message>
        <source>Lengths in tokens</source>
        <translation>词元长度</translation>
    </message>
    <message>
        <source>Number of rows by length in tokens</source>
        <translation>按词元长度统计的行数</translation>
    </message>
    <message>
        <source>{cut} of {rows} texts are longer than {limit} tokens and are cut; the longest has {longest}.</source>
        <translation>{rows} 条文本中有 {cut} 条超过 {limit} 个词元，会被截断；最长的有 {longest} 个。</translation>
    </message>
    <message>
        <source>No text is cut: the longest has {longest} tokens, the limit is {limit}.</source>
        <translation>没有文本被截断：最长 {longest} 个词元，上限为 {limit}。</translation>
    </message>
</context>
<context>
    <name>_NumbersCard</name>
    <message>
        <source>Rows to learn from</source>
        <translation>训练行数</translation>
    </message>
    <message>
        <source>Trained weights</source>
        <translation>训练的权重</translation>
    </message>
    <message>
        <source>Time, about</source>
        <translation>预计时间</translation>
    </message>
    <message>
        <source>Memory, about</source>
        <translation>预计内存</translation>
    </message>
    <message>
        <source>{count} kept back to measure</source>
        <translation>留出 {count} 行用于验证</translation>
    </message>
    <message>
        <source>{share} of {total}</source>
        <translation>占 {total} 的 {share}</translation>
    </message>
    <message>
        <source>{steps} steps</source>
        <translation>{steps} 步</translation>
    </message>
    <message>
        <source>{free} free</source>
        <translation>可用 {free}</translation>
    </message>
    <message>
        <source>The time: {source}</source>
        <translation>时间：{source}</translation>
    </message>
    <message>
        <source>{value} epochs: {reason}</source>
        <translation>{value} 轮：{reason}</translation>
    </message>
    <message>
        <source>Learning rate {value} where none is given: {reason}</source>
        <translation>未指定学习率时取 {value}：{reason}</translation>
    </message>
</context>
<context>
    <name>_SampleCard</name>
    <message>
        <source>Row {row} as the model will see it</source>
        <translation>模型将看到的第 {row} 行</translation>
    </message>
    <message>
        <source>{count} tokens; {cut} more are cut off</source>
        <translation>{count} 个词元，另有 {cut} 个被截掉</translation>
    </message>
    <message>
        <source>{count} tokens, nothing cut off</source>
        <translation>{count} 个词元，没有截断</translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>Data files ({patterns})</source>
        <translation>数据文件 ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Look in:</source>
        <translation>查找范围：</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>文件类型：</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>A batch is worked off in pieces of this size and the gradients are added up: the same result in less memory.</source>
        <translation>把一批拆成这么大的小块依次计算并累加梯度：结果相同，占用内存更少。</translation>
    </message>
    <message>
        <source>A few dozen are the least that gives figures to trust.</source>
        <translation>至少要有几十行，数字才可信。</translation>
    </message>
    <message>
        <source>A few dozen per label are the least that gives figures to trust.</source>
        <translation>每个标签至少要有几十行，结果才可信。</translation>
    </message>
    <message>
        <source>A file of texts.</source>
        <translation>包含文本的文件。</translation>
    </message>
    <message>
        <source>A file to write: .png .svg .pdf .npz .csv .json .html; without it numbers are printed.</source>
        <translation>要写入的文件：.png .svg .pdf .npz .csv .json .html；不指定则显示数值。</translation>
    </message>
    <message>
        <source>A file with texts and labels.</source>
        <translation>包含文本和标签的文件。</translation>
    </message>
    <message>
        <source>A folder that holds every package; nothing is fetched then.</source>
        <translation>存放全部软件包的文件夹；此时不会下载任何内容。</translation>
    </message>
    <message>
        <source>A look inside</source>
        <translation>模型内部一览</translation>
    </message>
    <message>
        <source>A map needs at least three points, and there are only {count}.</source>
        <translation>图至少需要三个点，这里只有 {count} 个。</translation>
    </message>
    <message>
        <source>A map; the neighbours of a point; vectors for a t-SNE map that another process makes; or such a map of them.</source>
        <translation>一张图；一个点的近邻；供另一进程制作 t-SNE 图的向量；或由它们制成的这种图。</translation>
    </message>
    <message>
        <source>A model folder or starter whose tokenizer is taken as it is; empty trains one from the data.</source>
        <translation>原样采用其分词器的模型文件夹或自带模型；留空则用数据训练一个。</translation>
    </message>
    <message>
        <source>A picture can&apos;t be {width} px wide.</source>
        <translation>图片宽度不能是 {width} 像素。</translation>
    </message>
    <message>
        <source>A picture: write it to a file with --out.</source>
        <translation>这是图片：请用 --out 写入文件。</translation>
    </message>
    <message>
        <source>A point of the map by its name, or by its number as #123.</source>
        <translation>图中的一个点，用名称或 #123 形式的编号表示。</translation>
    </message>
    <message>
        <source>A run, or a model folder.</source>
        <translation>一次运行，或一个模型文件夹。</translation>
    </message>
    <message>
        <source>A run: its folder, its name, or the beginning of its name.</source>
        <translation>一次运行：它的文件夹、名称，或名称的开头。</translation>
    </message>
    <message>
        <source>A running job may just have replaced it; look again.</source>
        <translation>可能刚被正在运行的作业替换；请重新查看。</translation>
    </message>
    <message>
        <source>A second text, for models that read pairs.</source>
        <translation>第二段文本，用于读取文本对的模型。</translation>
    </message>
    <message>
        <source>A setting of the view, for example layer=3 or words=true; can be repeated.</source>
        <translation>视图的设置，例如 layer=3 或 words=true；可多次使用。</translation>
    </message>
    <message>
        <source>A single number, not a probability.</source>
        <translation>单个数值，不是概率。</translation>
    </message>
    <message>
        <source>A single token is not predicted by anything before it.</source>
        <translation>单独一个词元之前没有内容，无从预测。</translation>
    </message>
    <message>
        <source>A small, fast English encoder: six layers, trained to tell sentences apart. The right first choice for sorting texts.</source>
        <translation>小而快的英文编码器：六层，为区分句子而训练。做文本分类的首选。</translation>
    </message>
    <message>
        <source>A starter, a folder, a run or RUN@STEP; empty takes the base that the model was tuned from.</source>
        <translation>自带模型、文件夹、运行或 RUN@STEP；留空则取该模型微调时所用的基座模型。</translation>
    </message>
    <message>
        <source>A starter, a folder, a run, or RUN@STEP for a checkpoint of a run.</source>
        <translation>自带模型、文件夹、运行，或用 RUN@STEP 表示运行的检查点。</translation>
    </message>
    <message>
        <source>A starter, a model folder, a run, or RUN@STEP for a checkpoint.</source>
        <translation>自带模型、模型文件夹、运行，或用 RUN@STEP 指定检查点。</translation>
    </message>
    <message>
        <source>A text&apos;s vector is the mean of its tokens&apos; vectors, or that of its first or last token.</source>
        <translation>文本的向量是其词元向量的平均，或其第一个或最后一个词元的向量。</translation>
    </message>
    <message>
        <source>A text; can be repeated.</source>
        <translation>一段文本；可多次使用。</translation>
    </message>
    <message>
        <source>A view can&apos;t be written as {name}.</source>
        <translation>视图无法写成 {name}。</translation>
    </message>
    <message>
        <source>A whole model folder that transformers loads by itself: the easiest to pass on, as large as the base.</source>
        <translation>完整的模型文件夹，transformers 可直接加载：最便于分发，大小与基础模型相同。</translation>
    </message>
    <message>
        <source>A word has the tag of its first token.</source>
        <translation>词的标记取其第一个词元的标记。</translation>
    </message>
    <message>
        <source>Accuracy alone hides how the rare label fares; look at macro-F1, or add rows of {least}.</source>
        <translation>只看准确率会掩盖稀少标签的表现；请看宏平均 F1，或添加“{least}”的行。</translation>
    </message>
    <message>
        <source>AdamW, fused</source>
        <translation>AdamW，融合内核</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Add rows, or give a validation file of its own.</source>
        <translation>请添加行，或提供单独的验证文件。</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>After this token</source>
        <translation>此词元之后</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>All heads at once, the map of one, or both.</source>
        <translation>同时显示所有头、单个头的热图，或两者。</translation>
    </message>
    <message>
        <source>All heads: {side}</source>
        <translation>所有头：{side}</translation>
    </message>
    <message>
        <source>All weights are zero: this model divides each token&apos;s vector by its length first. Take integrated gradients from pad.</source>
        <translation>所有权重都是零：此模型会先将每个词元的向量除以其长度。请改用以 pad 为起点的积分梯度。</translation>
    </message>
    <message>
        <source>Allow the network</source>
        <translation>允许联网</translation>
    </message>
    <message>
        <source>Allow the network for this job (model.network = true), or choose a folder or a starter.</source>
        <translation>请为此作业允许联网（model.network = true），或选择文件夹或自带模型。</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>An encoder understands texts, a decoder continues them, an encoder-decoder turns one text into another.</source>
        <translation>编码器理解文本，解码器续写文本，编码器-解码器把一段文本变成另一段。</translation>
    </message>
    <message>
        <source>An entry of the vocabulary; an id is written as #123, or 123 where there is no such entry.</source>
        <translation>词表中的一个词条；编号写作 #123，没有同名词条时也可写作 123。</translation>
    </message>
    <message>
        <source>And from what was written before</source>
        <translation>以及来自之前写出的内容</translation>
    </message>
    <message>
        <source>Answer each line of the standard input as it comes.</source>
        <translation>逐行读取标准输入，每行立即给出回答。</translation>
    </message>
    <message>
        <source>Answer looks over the standard input; the window keeps this open.</source>
        <translation>通过标准输入回答查看请求；窗口会使其保持打开。</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Ask a running job to pause; again to let it go on.</source>
        <translation>让正在运行的作业暂停；再次执行则继续。</translation>
    </message>
    <message>
        <source>Ask a running job to stop and keep what it has learned.</source>
        <translation>让正在运行的作业停止，并保留已学到的内容。</translation>
    </message>
    <message>
        <source>Ask for them anew, or choose another file.</source>
        <translation>请重新获取，或选择其他文件。</translation>
    </message>
    <message>
        <source>Ask for them in the job file before it starts: every = 10 below [watch].</source>
        <translation>请在作业开始前写入作业文件：[watch] 下的 every = 10。</translation>
    </message>
    <message>
        <source>Ask for vectors first, and name the file they are in.</source>
        <translation>请先获取向量，再指定其所在的文件。</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>Attention times the length of each token&apos;s contribution through this head (Kobayashi et al. 2020).</source>
        <translation>注意力乘以每个词元经此头所贡献向量的长度（Kobayashi 等，2020）。</translation>
    </message>
    <message>
        <source>Attention times the length of what each token contributes: a token that much is looked at may say little.</source>
        <translation>注意力乘以每个词元贡献的长度：被关注很多的词元可能没说什么。</translation>
    </message>
    <message>
        <source>Attribution</source>
        <translation>归因</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Blank lines separate paragraphs of several lines, so each paragraph is one row.</source>
        <translation>空行分隔多行段落，因此每段为一行数据。</translation>
    </message>
    <message>
        <source>By label</source>
        <translation>各标签</translation>
    </message>
    <message>
        <source>Centred</source>
        <translation>中心化</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Change a value, for example training.epochs=1; can be repeated.</source>
        <translation>修改一个值，例如 training.epochs=1；可多次使用。</translation>
    </message>
    <message>
        <source>Change is half the sum of all differences of a row, averaged: the share of attention that went elsewhere.</source>
        <translation>变化是每行所有差值绝对值之和的一半，再取平均：即转到别处的注意力比例。</translation>
    </message>
    <message>
        <source>Changed: {files}.</source>
        <translation>已变动：{files}。</translation>
    </message>
    <message>
        <source>Characters per token</source>
        <translation>每词元字符数</translation>
    </message>
    <message>
        <source>Characters per token leaves the special tokens out. Of a length of 0 the tokenizer&apos;s files say nothing.</source>
        <translation>每词元字符数不计特殊词元。长度为 0 表示分词器文件中没有说明。</translation>
    </message>
    <message>
        <source>Characters read</source>
        <translation>已读字符</translation>
    </message>
    <message>
        <source>Check a data file for a task: columns, labels, empty and repeated rows.</source>
        <translation>为任务检查数据文件：列、标签、空行和重复行。</translation>
    </message>
    <message>
        <source>Check an engine and use it for jobs from now on.</source>
        <translation>检查一个引擎，并从现在起用它运行作业。</translation>
    </message>
    <message>
        <source>Check that the disk is connected and the file is not open in another program, then try again.</source>
        <translation>请确认磁盘已连接、文件没有被其他程序打开，然后重试。</translation>
    </message>
    <message>
        <source>Check that this is the right file, and that its encoding and separator are right.</source>
        <translation>请确认文件正确，且编码和分隔符无误。</translation>
    </message>
    <message>
        <source>Check that this is the right file, and that the table is in it.</source>
        <translation>请确认文件正确，且其中包含表格。</translation>
    </message>
    <message>
        <source>Check the connection, or choose a folder or a starter; those need no network.</source>
        <translation>请检查网络连接，或选择无需联网的文件夹或自带模型。</translation>
    </message>
    <message>
        <source>Check the installation: versions, models, devices, folders.</source>
        <translation>检查安装：版本、模型、设备、文件夹。</translation>
    </message>
    <message>
        <source>Check the name; models that ask for a login have to be fetched by hand into a folder.</source>
        <translation>请检查名称；需要登录的模型必须手动下载到文件夹中。</translation>
    </message>
    <message>
        <source>Check the path, or write one: tunebench schema --example.</source>
        <translation>请检查路径，或新写一个：tunebench schema --example。</translation>
    </message>
    <message>
        <source>Check the path; it may have been moved or renamed.</source>
        <translation>请检查路径；文件可能已被移动或改名。</translation>
    </message>
    <message>
        <source>Checking the new engine</source>
        <translation>正在检查新引擎</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>检查点间隔</translation>
    </message>
    <message>
        <source>Checkpoint {name} was passed over: {fault}.</source>
        <translation>已跳过检查点 {name}：{fault}。</translation>
    </message>
    <message>
        <source>Checkpoints kept</source>
        <translation>检查点保留数</translation>
    </message>
    <message>
        <source>Choose a base model that was made for the language of your data.</source>
        <translation>请选择支持您的数据语言的基础模型。</translation>
    </message>
    <message>
        <source>Choose a file with rows of text.</source>
        <translation>请选择含有多行文本的文件。</translation>
    </message>
    <message>
        <source>Choose a folder that has one folder of .txt files per label, or a file.</source>
        <translation>请选择每个标签一个子文件夹、内含 .txt 文件的文件夹，或选择一个文件。</translation>
    </message>
    <message>
        <source>Choose a model of an architecture that transformers knows by itself.</source>
        <translation>请选择 transformers 本身支持的架构的模型。</translation>
    </message>
    <message>
        <source>Choose a model of one of these families: {names}.</source>
        <translation>请选择以下系列之一的模型：{names}。</translation>
    </message>
    <message>
        <source>Choose a model to compare it with, or look at a run.</source>
        <translation>请选择要比较的模型，或查看一次运行。</translation>
    </message>
    <message>
        <source>Choose a new or empty folder; nothing is ever overwritten.</source>
        <translation>请选择新的或空的文件夹；任何内容都不会被覆盖。</translation>
    </message>
    <message>
        <source>Choose a width from {low} to {high}.</source>
        <translation>请选择 {low} 到 {high} 之间的宽度。</translation>
    </message>
    <message>
        <source>Choose all-linear as the place, or full fine-tuning.</source>
        <translation>请把作用位置改为 all-linear，或使用全量微调。</translation>
    </message>
    <message>
        <source>Choose another column for the label, or add rows with a second label.</source>
        <translation>请为标签选择其他列，或添加带有另一标签的行。</translation>
    </message>
    <message>
        <source>Choose another folder in Settings, or set TUNEBENCH_HOME.</source>
        <translation>请在“设置”中选择其他文件夹，或设置 TUNEBENCH_HOME。</translation>
    </message>
    <message>
        <source>Choose another folder, or continue that run with tunebench resume.</source>
        <translation>请选择其他文件夹，或用 tunebench resume 继续那次运行。</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>请选择其他模型。</translation>
    </message>
    <message>
        <source>Choose another name, or --overwrite.</source>
        <translation>请换一个名称，或使用 --overwrite。</translation>
    </message>
    <message>
        <source>Choose another name, or say that it may be overwritten.</source>
        <translation>请换一个名称，或允许覆盖。</translation>
    </message>
    <message>
        <source>Choose more vectors.</source>
        <translation>请选择更多向量。</translation>
    </message>
    <message>
        <source>Choose one of its columns: {names}.</source>
        <translation>请选择它的一列：{names}。</translation>
    </message>
    <message>
        <source>Choose one of the tokens that are listed.</source>
        <translation>请选择列出的词元之一。</translation>
    </message>
    <message>
        <source>Choose other columns, or fill the empty cells.</source>
        <translation>请选择其他列，或填补空单元格。</translation>
    </message>
    <message>
        <source>Choose the encoder&apos;s or the decoder&apos;s self-attention, or the mean.</source>
        <translation>请选择编码器或解码器的自注意力，或选择平均。</translation>
    </message>
    <message>
        <source>Choose the folder that save_pretrained wrote, or one that this program exported.</source>
        <translation>请选择 save_pretrained 写出的文件夹，或本程序导出的文件夹。</translation>
    </message>
    <message>
        <source>Choose zero or pad as the baseline.</source>
        <translation>请选择 zero 或 pad 作为基线。</translation>
    </message>
    <message>
        <source>Chosen automatically</source>
        <translation>自动选择</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Column separator</source>
        <translation>列分隔符</translation>
    </message>
    <message>
        <source>Column {place} has no name; it is now called {new}.</source>
        <translation>第 {place} 列没有名称，现在叫 {new}。</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Columns are separated by {separator}: the first lines agree on it.</source>
        <translation>列由{separator}分隔：前几行都如此。</translation>
    </message>
    <message>
        <source>Compare a model with what it was tuned from.</source>
        <translation>请将模型与其微调所用的基础模型比较。</translation>
    </message>
    <message>
        <source>Compare models with the same tokenizer; the view Tokens shows both beside each other.</source>
        <translation>请比较使用同一分词器的模型；“词元”视图可并排显示两者。</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文长度</translation>
    </message>
    <message>
        <source>Continue a run that was stopped or killed.</source>
        <translation>继续一次被停止或被终止的运行。</translation>
    </message>
    <message>
        <source>Convert them where you trust them: load with transformers and save_pretrained(folder, safe_serialization=True).</source>
        <translation>如果您信任它，请自行转换：用 transformers 加载，再执行 save_pretrained(folder, safe_serialization=True)。</translation>
    </message>
    <message>
        <source>Copy config.json and the weights from the same model.</source>
        <translation>请从同一个模型复制 config.json 和权重。</translation>
    </message>
    <message>
        <source>Copy it again whole, and put back the base model that it was trained on.</source>
        <translation>请重新完整复制，并放回训练时使用的基础模型。</translation>
    </message>
    <message>
        <source>Copy or export it again; if it is protected by a password, save it without one.</source>
        <translation>请重新复制或导出；如有密码保护，请另存为无密码的文件。</translation>
    </message>
    <message>
        <source>Copy the whole folder again, or open it with the version of the program that wrote it.</source>
        <translation>请重新复制整个文件夹，或用写出它的程序版本打开。</translation>
    </message>
    <message>
        <source>Copy the whole model folder, with its .safetensors files.</source>
        <translation>请复制完整的模型文件夹，包括 .safetensors 文件。</translation>
    </message>
    <message>
        <source>Copy tokenizer.json and the weights from the same model.</source>
        <translation>请从同一个模型复制 tokenizer.json 和权重。</translation>
    </message>
    <message>
        <source>Correct the labels in the file, or add training rows that have them.</source>
        <translation>请更正文件中的标签，或添加带有这些标签的训练行。</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Cosine of each token&apos;s state in both models; layer 0 is the embedding. 1: nothing changed its direction.</source>
        <translation>每个词元的状态在两个模型之间的余弦；第 0 层是嵌入。1：方向没有任何变化。</translation>
    </message>
    <message>
        <source>Cosine of the mean vectors of their tokens, each text read by itself.</source>
        <translation>两段文本各自读入，取各自词元的平均向量之间的余弦。</translation>
    </message>
    <message>
        <source>Cosines of the vectors less their mean: what all of them share says nothing of any.</source>
        <translation>向量减去平均值后的余弦：所有向量共有的部分不能说明其中任何一个。</translation>
    </message>
    <message>
        <source>Count from 1.</source>
        <translation>请从 1 开始计数。</translation>
    </message>
    <message>
        <source>Counted from 1, the first above the embeddings; 0 takes all layers together.</source>
        <translation>从 1 数起，即嵌入之上的第一层；0 表示所有层合在一起。</translation>
    </message>
    <message>
        <source>Counted from 1.</source>
        <translation>从 1 数起。</translation>
    </message>
    <message>
        <source>Cut at</source>
        <translation>截断长度</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Decoders only: several heads may share one key-value head, which makes generation lighter; empty shares none.</source>
        <translation>仅用于解码器：多个头可共用一个键值头，使生成更轻快；留空则不共用。</translation>
    </message>
    <message>
        <source>Delete an engine environment; a Python of your own stays where it is.</source>
        <translation>删除一个引擎环境；您自己的 Python 留在原处。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Did you mean {name} in the same folder?</source>
        <translation>您是不是要打开同一文件夹中的 {name}？</translation>
    </message>
    <message>
        <source>Did you mean {name}?</source>
        <translation>您是不是想写 {name}？</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Distance moved</source>
        <translation>移动距离</translation>
    </message>
    <message>
        <source>Draw on dark ground.</source>
        <translation>以深色背景绘制。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>丢弃率</translation>
    </message>
    <message>
        <source>Each .txt file is one row; the name of its folder is its label.</source>
        <translation>每个 .txt 文件是一行；所在文件夹的名称就是标签。</translation>
    </message>
    <message>
        <source>Each .txt file is one row; there are no folders inside, so there are no labels.</source>
        <translation>每个 .txt 文件是一行；没有子文件夹，因此没有标签。</translation>
    </message>
    <message>
        <source>Each head&apos;s map, made smaller by keeping the largest of neighbouring cells; colours go from 0 to 1.</source>
        <translation>每个头的热图，缩小时取相邻单元格的最大值；颜色范围为 0 到 1。</translation>
    </message>
    <message>
        <source>Each label stands for itself: the numbers don&apos;t sum to 1.</source>
        <translation>各标签相互独立：数值之和不为 1。</translation>
    </message>
    <message>
        <source>Each layer&apos;s state read by the model&apos;s own head, as if the layers above were not there.</source>
        <translation>用模型自身的输出头读取每一层的状态，如同上面的层不存在。</translation>
    </message>
    <message>
        <source>Each pixel is the strongest of up to {rows} × {columns} values.</source>
        <translation>每个像素是最多 {rows} × {columns} 个值中最强的一个。</translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation>早停</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>End what uses it, and try again.</source>
        <translation>请结束使用它的程序，然后重试。</translation>
    </message>
    <message>
        <source>Engines that jobs run on: the one that came with the program, one for a GPU, or your own Python.</source>
        <translation>运行作业的引擎：程序自带的、用于 GPU 的，或您自己的 Python。</translation>
    </message>
    <message>
        <source>Entries of the tokenizer that is trained from the data; more makes texts shorter and the model larger.</source>
        <translation>用数据训练的分词器的词条数；越多则文本的词元越少，模型越大。</translation>
    </message>
    <message>
        <source>Entropy, bits</source>
        <translation>熵（比特）</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>词条</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>训练轮数</translation>
    </message>
    <message>
        <source>Evaluate every</source>
        <translation>评估间隔</translation>
    </message>
    <message>
        <source>Evaluating on {rows} rows</source>
        <translation>正在 {rows} 行上评估</translation>
    </message>
    <message>
        <source>Every dimension divided by its deviation, so that none counts more than another.</source>
        <translation>每一维除以其标准差，使各维同等重要。</translation>
    </message>
    <message>
        <source>Every hidden state of this text is exactly the same in both.</source>
        <translation>这段文本的所有隐藏状态在两者中完全相同。</translation>
    </message>
    <message>
        <source>Every row of {file} has the same label: {label}.</source>
        <translation>{file} 的每一行标签都相同：{label}。</translation>
    </message>
    <message>
        <source>Every row was counted.</source>
        <translation>已统计所有行。</translation>
    </message>
    <message>
        <source>Every weight is trained: the most freedom, the most memory, and a whole model as the result.</source>
        <translation>训练所有权重：自由度最高，占用内存最多，结果是一个完整的模型。</translation>
    </message>
    <message>
        <source>Exact cosine of the vectors; two random entries of this table have {mean:.3f} on average.</source>
        <translation>向量的精确余弦；此表中随机两个词条的余弦平均为 {mean:.3f}。</translation>
    </message>
    <message>
        <source>Exact cosines of the centred vectors; two random ones have {mean:.3f} on average.</source>
        <translation>中心化向量的精确余弦；随机两个的余弦平均为 {mean:.3f}。</translation>
    </message>
    <message>
        <source>Exact cosines of the standardised vectors; two random ones have {mean:.3f} on average.</source>
        <translation>标准化向量的精确余弦；随机两个的余弦平均为 {mean:.3f}。</translation>
    </message>
    <message>
        <source>Exact cosines; two random vectors have {mean:.3f} on average.</source>
        <translation>精确余弦；随机两个向量的余弦平均为 {mean:.3f}。</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel 工作簿</translation>
    </message>
    <message>
        <source>Export as .svg instead: that needs no renderer, and browsers print it.</source>
        <translation>请改为导出 .svg：不需要渲染程序，浏览器即可打印。</translation>
    </message>
    <message>
        <source>Export formats</source>
        <translation>导出格式</translation>
    </message>
    <message>
        <source>Export it again from where it came from, or choose another file.</source>
        <translation>请从来源重新导出，或选择其他文件。</translation>
    </message>
    <message>
        <source>Export it again with one row per line.</source>
        <translation>请重新导出，每行一条数据。</translation>
    </message>
    <message>
        <source>Export its numbers as .npz, or all of it as .json.</source>
        <translation>请将其数值导出为 .npz，或将全部内容导出为 .json。</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>Feed-forward width</source>
        <translation>前馈宽度</translation>
    </message>
    <message>
        <source>Fetch or export the model again.</source>
        <translation>请重新下载或导出模型。</translation>
    </message>
    <message>
        <source>Fine-tune it first, or choose a finished run.</source>
        <translation>请先微调，或选择一次已完成的运行。</translation>
    </message>
    <message>
        <source>Fine-tune it first, or choose the model that these weights belong to.</source>
        <translation>请先微调，或选择这些权重所属的模型。</translation>
    </message>
    <message>
        <source>First axis, {share:.1f} % of the variance</source>
        <translation>第一轴，占方差的 {share:.1f}%</translation>
    </message>
    <message>
        <source>Fit a new head to the untouched base first; training then refines a good guess instead of searching blindly.</source>
        <translation>先在未改动的基础模型上拟合新的分类头；训练由此从一个好的起点改进，而不是盲目搜索。</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟踪</translation>
    </message>
    <message>
        <source>Following {tokens:,} tokens back takes {needed:.1f} GB, which are not free.</source>
        <translation>对 {tokens:,} 个词元反向求梯度需要 {needed:.1f} GB，可用内存不足。</translation>
    </message>
    <message>
        <source>For a t-SNE map of vectors: the .npy file that holds them.</source>
        <translation>用于向量的 t-SNE 图：保存这些向量的 .npy 文件。</translation>
    </message>
    <message>
        <source>For a t-SNE map that is made already: the .npy file with its points.</source>
        <translation>用于已制成的 t-SNE 图：保存其各点的 .npy 文件。</translation>
    </message>
    <message>
        <source>For analogies: the point that is added.</source>
        <translation>用于类比：要加上的点。</translation>
    </message>
    <message>
        <source>For analogies: the point that is taken away from the first one.</source>
        <translation>用于类比：要从第一个点减去的点。</translation>
    </message>
    <message>
        <source>For encoder-decoders: what the decoder is to have written; empty lets it write by itself.</source>
        <translation>用于编码器-解码器：假定解码器已写出的内容；留空则让它自己写。</translation>
    </message>
    <message>
        <source>For encoder-decoders: which attention; by itself the encoder&apos;s, or the decoder&apos;s of a decoder.</source>
        <translation>用于编码器-解码器：看哪种注意力；默认为编码器的，解码器模型则为解码器的。</translation>
    </message>
    <message>
        <source>For lengths: a file with rows of text.</source>
        <translation>用于长度统计：含有文本行的文件。</translation>
    </message>
    <message>
        <source>For models that read pairs: what follows the first text.</source>
        <translation>用于读取文本对的模型：跟在第一段文本之后的内容。</translation>
    </message>
    <message>
        <source>For t-SNE: about how many neighbours of each point count.</source>
        <translation>用于 t-SNE：每个点大约考虑多少个近邻。</translation>
    </message>
    <message>
        <source>For texts: a file with rows of text; without one, each line of the text is one.</source>
        <translation>用于文本：含有文本行的文件；没有文件时，文本的每一行算一段。</translation>
    </message>
    <message>
        <source>For tokens of encoder-decoders: whose; by itself the encoder&apos;s.</source>
        <translation>用于编码器-解码器的词元：哪一侧的；默认为编码器的。</translation>
    </message>
    <message>
        <source>Frames of this picture that are there already; only those after them are sent, or all where these have changed.</source>
        <translation>已有的帧数；只发送其后的帧，已有的帧若有变化则全部发送。</translation>
    </message>
    <message>
        <source>Free some space and continue the run; nothing that was learned is lost.</source>
        <translation>请腾出空间后继续运行；已学到的内容不会丢失。</translation>
    </message>
    <message>
        <source>Free some space and continue the run; the checkpoints before this one are intact.</source>
        <translation>请腾出空间后继续运行；之前的检查点完好无损。</translation>
    </message>
    <message>
        <source>Free some space or choose another file with --out.</source>
        <translation>请腾出空间，或用 --out 选择其他文件。</translation>
    </message>
    <message>
        <source>Free some space or choose another folder for runs in Settings, with --run, or in TUNEBENCH_RUNS.</source>
        <translation>请腾出空间，或在“设置”中、用 --run 或 TUNEBENCH_RUNS 另选运行文件夹。</translation>
    </message>
    <message>
        <source>Free some space or choose another folder.</source>
        <translation>请腾出空间或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Free some space, close a program that has the file open, or choose another folder.</source>
        <translation>请腾出空间、关闭正在使用该文件的程序，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Free some space, or choose another place for Tunebench&apos;s data in the settings.</source>
        <translation>请腾出空间，或在设置中为 Tunebench 的数据另选位置。</translation>
    </message>
    <message>
        <source>From before to after, in one plane for both (PCA; {share:.0f} % of the variance).</source>
        <translation>从之前到之后，两者画在同一平面（PCA；占方差的 {share:.0f}%）。</translation>
    </message>
    <message>
        <source>From token</source>
        <translation>起始词元</translation>
    </message>
    <message>
        <source>Full fine-tuning</source>
        <translation>全量微调</translation>
    </message>
    <message>
        <source>Give --text or --data.</source>
        <translation>请给出 --text 或 --data。</translation>
    </message>
    <message>
        <source>Give a folder with config.json and model.safetensors, starter:encoder, or a hub id such as owner/name.</source>
        <translation>请给出含有 config.json 和 model.safetensors 的文件夹、starter:encoder，或形如 owner/name 的 Hub 模型名。</translation>
    </message>
    <message>
        <source>Give a name that ends in one of {known}.</source>
        <translation>请给出以下列之一结尾的名称：{known}。</translation>
    </message>
    <message>
        <source>Give the job another title, or choose a folder with --run.</source>
        <translation>请给作业换一个标题，或用 --run 选择文件夹。</translation>
    </message>
    <message>
        <source>Give the path of a job file; tunebench schema --example prints one.</source>
        <translation>请给出作业文件的路径；tunebench schema --example 可输出示例。</translation>
    </message>
    <message>
        <source>Give yourself the right to read it, or copy it to a folder of yours.</source>
        <translation>请为自己添加读取权限，或把它复制到自己的文件夹。</translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Gradient x input (Shrikumar et al. 2017) of the logit of {answer} before the softmax, {value:.3f}.</source>
        <translation>对 {answer} 在 softmax 之前的 logit（{value:.3f}）计算的梯度 × 输入（Shrikumar 等，2017）。</translation>
    </message>
    <message>
        <source>Gradients longer than this are shortened to it, so that one odd batch can&apos;t throw the model; 0 turns it off.</source>
        <translation>超过此长度的梯度会被缩短，避免某个异常的批把模型带偏；0 表示关闭。</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>Head start</source>
        <translation>分类头预拟合</translation>
    </message>
    <message>
        <source>Heads by how much they changed</source>
        <translation>按变化大小排列的注意力头</translation>
    </message>
    <message>
        <source>Heads together</source>
        <translation>头的合并</translation>
    </message>
    <message>
        <source>Hidden states before and after</source>
        <translation>之前与之后的隐藏状态</translation>
    </message>
    <message>
        <source>How a text becomes tokens, what the vocabulary holds, and how long the rows of a data set are.</source>
        <translation>文本如何变成词元，词表里有什么，以及数据集各行有多长。</translation>
    </message>
    <message>
        <source>How far each token&apos;s state turned</source>
        <translation>每个词元的状态转动了多少</translation>
    </message>
    <message>
        <source>How far the map can be trusted</source>
        <translation>图的可信程度</translation>
    </message>
    <message>
        <source>How far they have moved</source>
        <translation>移动了多远</translation>
    </message>
    <message>
        <source>How likely what the model says at each place already is after each layer, read by the model&apos;s own head.</source>
        <translation>模型在各位置的最终回答在每一层之后已有多大概率，由模型自身的输出头读出。</translation>
    </message>
    <message>
        <source>How likely {token} is at each place after each layer, read by the model&apos;s own head.</source>
        <translation>{token} 在各位置、每一层之后的概率，由模型自身的输出头读出。</translation>
    </message>
    <message>
        <source>How many blocks stand on each other; in an encoder-decoder, so many on each side.</source>
        <translation>堆叠的块数；编码器-解码器两侧各有这么多。</translation>
    </message>
    <message>
        <source>How many of the likeliest tokens are listed.</source>
        <translation>列出多少个最可能的词元。</translation>
    </message>
    <message>
        <source>How many of the nearest are listed.</source>
        <translation>列出多少个最近的。</translation>
    </message>
    <message>
        <source>How many of the nearest entries are listed.</source>
        <translation>列出多少个最近的词条。</translation>
    </message>
    <message>
        <source>How many places a token can look at in each layer; they divide the width evenly.</source>
        <translation>每层中一个词元能同时关注的位置数；各头平分宽度。</translation>
    </message>
    <message>
        <source>How many rows of the file at most; of more, so many are drawn at random.</source>
        <translation>最多取文件的多少行；更多时随机抽取这么多行。</translation>
    </message>
    <message>
        <source>How much each token contributes can&apos;t be computed for this architecture: its output projection wasn&apos;t found.</source>
        <translation>无法为此架构计算每个词元的贡献：没有找到它的输出投影。</translation>
    </message>
    <message>
        <source>How texts and tokens move while a run learns: its snapshots in one plane, and how far each has gone.</source>
        <translation>运行学习时文本和词元如何移动：各快照画在同一平面上，以及各自走了多远。</translation>
    </message>
    <message>
        <source>How the file&apos;s bytes become characters; auto looks at the bytes and tells what it found.</source>
        <translation>文件的字节如何转换为字符；auto 会检查字节并说明结果。</translation>
    </message>
    <message>
        <source>How the learning rate goes after the warm-up: down in a line, down in a cosine, or not at all.</source>
        <translation>预热之后学习率如何变化：线性下降、余弦下降，或保持不变。</translation>
    </message>
    <message>
        <source>How words are split: byte-level BPE can write every character, WordPiece and Unigram know an unknown token.</source>
        <translation>词的切分方式：字节级 BPE 能写出任何字符，WordPiece 和 Unigram 有未知词元。</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>If one copy is held back and the other learned from, the measured figures look better than they are.</source>
        <translation>如果一份被留出、另一份用于学习，评估结果会虚高。</translation>
    </message>
    <message>
        <source>If you trust it, export the columns you need as CSV and open that.</source>
        <translation>如果您信任它，请把需要的列导出为 CSV 再打开。</translation>
    </message>
    <message>
        <source>In each row a text or label is empty (columns {columns}).</source>
        <translation>每一行都有文本或标签为空（列 {columns}）。</translation>
    </message>
    <message>
        <source>In the attention only, small matrices train fast; beside every linear layer they can learn more.</source>
        <translation>只放在注意力层时训练更快；放在每个线性层旁时能学到更多。</translation>
    </message>
    <message>
        <source>Install Python 3.11 or newer (python.org, or your system&apos;s packages), and try again.</source>
        <translation>请安装 Python 3.11 或更新版本（python.org 或系统的软件包），然后重试。</translation>
    </message>
    <message>
        <source>Install Tunebench again, or install uv: python -m pip install uv</source>
        <translation>请重新安装 Tunebench，或安装 uv：python -m pip install uv</translation>
    </message>
    <message>
        <source>Installing the packages</source>
        <translation>正在安装软件包</translation>
    </message>
    <message>
        <source>Installing the packages: {line}</source>
        <translation>正在安装软件包：{line}</translation>
    </message>
    <message>
        <source>Integrated gradients (Sundararajan et al. 2017) of the logit of {answer} before the softmax, {value:.3f}, in {steps} steps from {baseline}. The weights sum to {total:.3f}, the logit rises by {rise:.3f}: a gap of {gap:.4f}.</source>
        <translation>对 {answer} 在 softmax 之前的 logit（{value:.3f}）计算的积分梯度（Sundararajan 等，2017），从{baseline}开始，共 {steps} 步。权重之和为 {total:.3f}，logit 上升 {rise:.3f}：相差 {gap:.4f}。</translation>
    </message>
    <message>
        <source>Integrated gradients add up to the answer&apos;s logit; gradient x input needs one pass only and is rougher.</source>
        <translation>积分梯度之和等于回答的 logit；梯度 × 输入只需一次计算，但较粗略。</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Interrupted.</source>
        <translation>已中断。</translation>
    </message>
    <message>
        <source>Interrupted. Continue with: tunebench resume {run}</source>
        <translation>已中断。继续请输入：tunebench resume {run}</translation>
    </message>
    <message>
        <source>It ended with status {status}: {line}</source>
        <translation>它以状态 {status} 结束：{line}</translation>
    </message>
    <message>
        <source>It ended with status {status}: {text}</source>
        <translation>它以状态 {status} 结束：{text}</translation>
    </message>
    <message>
        <source>It gave no answer within {seconds:.0f} s.</source>
        <translation>它在 {seconds:.0f} 秒内没有回答。</translation>
    </message>
    <message>
        <source>It has the longest texts: {count} characters on average.</source>
        <translation>该列文本最长：平均 {count} 个字符。</translation>
    </message>
    <message>
        <source>It has: {names}.</source>
        <translation>可用的有：{names}。</translation>
    </message>
    <message>
        <source>It has: {sides}.</source>
        <translation>可用的有：{sides}。</translation>
    </message>
    <message>
        <source>It holds {found}, not {wanted} points.</source>
        <translation>其中有 {found} 个点，而不是 {wanted} 个。</translation>
    </message>
    <message>
        <source>It holds {kind} of the shape {shape}.</source>
        <translation>其中是形状为 {shape} 的 {kind}。</translation>
    </message>
    <message>
        <source>It is called {name}.</source>
        <translation>列名就是“{name}”。</translation>
    </message>
    <message>
        <source>It is torch {version}.</source>
        <translation>它的 torch 版本是 {version}。</translation>
    </message>
    <message>
        <source>It is written as {pieces}.</source>
        <translation>它写作 {pieces}。</translation>
    </message>
    <message>
        <source>It needed more than {limit} MB of memory.</source>
        <translation>它需要超过 {limit} MB 的内存。</translation>
    </message>
    <message>
        <source>It needs a model_type such as bert; fetch or export the model again.</source>
        <translation>其中需要 model_type（例如 bert）；请重新下载或导出模型。</translation>
    </message>
    <message>
        <source>It needs {needed:,.0f} MB; {free:,.0f} MB are free.</source>
        <translation>需要 {needed:,.0f} MB；可用 {free:,.0f} MB。</translation>
    </message>
    <message>
        <source>It takes its first one when training begins; look again then.</source>
        <translation>训练开始时会保存第一个快照；请届时重新查看。</translation>
    </message>
    <message>
        <source>It took longer than {limit:.0f} seconds.</source>
        <translation>它用时超过 {limit:.0f} 秒。</translation>
    </message>
    <message>
        <source>It was probably cut short while it was copied or fetched; get it again.</source>
        <translation>可能在复制或下载时被截断；请重新获取。</translation>
    </message>
    <message>
        <source>Its cells repeat: {distinct} different values in the first {rows} rows.</source>
        <translation>该列取值有重复：前 {rows} 行中有 {distinct} 个不同的值。</translation>
    </message>
    <message>
        <source>Its columns are: {names}.</source>
        <translation>它的列有：{names}。</translation>
    </message>
    <message>
        <source>Its first bytes say so, whatever the name {name} claims ({path}).</source>
        <translation>不论文件名 {name} 如何，开头的字节说明了这一点（{path}）。</translation>
    </message>
    <message>
        <source>Its name, {name}, says {hint}.</source>
        <translation>列名“{name}”中含有“{hint}”。</translation>
    </message>
    <message>
        <source>Its pieces: {pieces}.</source>
        <translation>它的组成部分：{pieces}。</translation>
    </message>
    <message>
        <source>Its roles are: {names}.</source>
        <translation>可用的用途有：{names}。</translation>
    </message>
    <message>
        <source>Itself</source>
        <translation>自身</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>JSON lines, {encoding}</source>
        <translation>JSON Lines，{encoding}</translation>
    </message>
    <message>
        <source>JSON, {encoding}</source>
        <translation>JSON，{encoding}</translation>
    </message>
    <message>
        <source>Jobs go on with the engine that is used now.</source>
        <translation>作业继续使用当前的引擎。</translation>
    </message>
    <message>
        <source>Keep only the columns with texts and labels, and check that the right separator is used.</source>
        <translation>请只保留文本列和标签列，并检查分隔符是否正确。</translation>
    </message>
    <message>
        <source>Keep the best</source>
        <translation>保留最佳</translation>
    </message>
    <message>
        <source>Key-value heads</source>
        <translation>键值头</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Known frames</source>
        <translation>已知帧数</translation>
    </message>
    <message>
        <source>Known here: {names}.</source>
        <translation>可用的有：{names}。</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Label column</source>
        <translation>标签列</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Label texts with a trained model.</source>
        <translation>用训练好的模型给文本打标签。</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Labels that differ only in case or spaces: {labels}.</source>
        <translation>仅大小写或空格不同的标签：{labels}。</translation>
    </message>
    <message>
        <source>Labels with a single row: {count:,} ({labels}).</source>
        <translation>只有一行的标签：{count:,} 个（{labels}）。</translation>
    </message>
    <message>
        <source>Largest difference</source>
        <translation>最大差异</translation>
    </message>
    <message>
        <source>Largest of all heads of {layers} layers</source>
        <translation>{layers} 层所有头的最大值</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Layer 0 is the embedding; the last layer is what the model&apos;s head sees.</source>
        <translation>第 0 层是嵌入；最后一层是模型输出头所看到的。</translation>
    </message>
    <message>
        <source>Layer 0 is the state before the first layer.</source>
        <translation>第 0 层是第一层之前的状态。</translation>
    </message>
    <message>
        <source>Layer {layer} of {layers}</source>
        <translation>第 {layer} / {layers} 层</translation>
    </message>
    <message>
        <source>Layer {layer}, head {head}</source>
        <translation>第 {layer} 层第 {head} 头</translation>
    </message>
    <message>
        <source>Layer {layer}, largest of its heads</source>
        <translation>第 {layer} 层，各头的最大值</translation>
    </message>
    <message>
        <source>Layer {layer}, mean of its heads</source>
        <translation>第 {layer} 层，各头的平均</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Left out because they are empty or damaged: {count:,} rows.</source>
        <translation>因为空或损坏而跳过：{count:,} 行。</translation>
    </message>
    <message>
        <source>Left over from killed processes</source>
        <translation>被终止的进程留下的内容</translation>
    </message>
    <message>
        <source>Length, tokens</source>
        <translation>长度（词元）</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Let it finish, stop it with Stop and keep, or continue it with tunebench resume {run}.</source>
        <translation>请等它结束，用“停止并保留”停止它，或用 tunebench resume {run} 继续。</translation>
    </message>
    <message>
        <source>Likeliest at place {place} ({token}) after each layer</source>
        <translation>位置 {place}（{token}）在每一层之后最可能的结果</translation>
    </message>
    <message>
        <source>Likeliest label after each layer</source>
        <translation>每一层之后最可能的标签</translation>
    </message>
    <message>
        <source>Likeness of the two texts</source>
        <translation>两段文本的相似度</translation>
    </message>
    <message>
        <source>Line {line} has a quotation mark inside a quoted cell (it should be doubled); the line is left out.</source>
        <translation>文件第 {line} 行的引号单元格内有未转义的引号（应写成两个），该行已跳过。</translation>
    </message>
    <message>
        <source>Line {line} has bytes that are no letters in {encoding}; it is left out.</source>
        <translation>文件第 {line} 行含有 {encoding} 无法识别的字节，已跳过。</translation>
    </message>
    <message>
        <source>Line {line} has bytes that are no letters; it is left out.</source>
        <translation>文件第 {line} 行含有无法识别的字节，已跳过。</translation>
    </message>
    <message>
        <source>Line {line} is not valid JSON (column {column}: {reason}); it is left out.</source>
        <translation>文件第 {line} 行不是有效的 JSON（第 {column} 列：{reason}），已跳过。</translation>
    </message>
    <message>
        <source>Line {line} nests values deeper than {depth} levels; it is left out.</source>
        <translation>文件第 {line} 行嵌套超过 {depth} 层，已跳过。</translation>
    </message>
    <message>
        <source>Line {line} of {file} is longer than 16 million characters.</source>
        <translation>{file} 第 {line} 行超过 1600 万个字符。</translation>
    </message>
    <message>
        <source>List tasks, methods, models and export formats.</source>
        <translation>列出任务、方法、模型和导出格式。</translation>
    </message>
    <message>
        <source>List the engines, and which of them is used.</source>
        <translation>列出各引擎，以及正在使用哪一个。</translation>
    </message>
    <message>
        <source>List the runs.</source>
        <translation>列出所有运行。</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>LoRA dropout</source>
        <translation>LoRA 丢弃率</translation>
    </message>
    <message>
        <source>LoRA found no linear layer to work on in this model.</source>
        <translation>LoRA 在这个模型中没有找到可用的线性层。</translation>
    </message>
    <message>
        <source>Loading the base model</source>
        <translation>正在加载基础模型</translation>
    </message>
    <message>
        <source>Loading the export again and comparing {rows} rows</source>
        <translation>正在重新加载导出的模型并比较 {rows} 行</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Loading torch and the weights</source>
        <translation>正在加载 torch 和权重</translation>
    </message>
    <message>
        <source>Loading {model}</source>
        <translation>正在加载 {model}</translation>
    </message>
    <message>
        <source>Logit lens</source>
        <translation>Logit lens</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Longer texts are cut here; time and memory grow with it, and what is cut is never seen.</source>
        <translation>更长的文本会在此处截断；值越大越耗时间和内存，被截掉的部分模型看不到。</translation>
    </message>
    <message>
        <source>Longest text, tokens</source>
        <translation>最长文本（词元）</translation>
    </message>
    <message>
        <source>Look at another layer; weights that are no numbers, or an unusual architecture, are the usual reasons.</source>
        <translation>请查看其他层；常见原因是权重不是有效数字，或架构特殊。</translation>
    </message>
    <message>
        <source>Look at data files.</source>
        <translation>查看数据文件。</translation>
    </message>
    <message>
        <source>Look at it once more.</source>
        <translation>请重新查看一次。</translation>
    </message>
    <message>
        <source>Look at its result, or start it again with this version.</source>
        <translation>请查看它的结果，或用此版本重新开始。</translation>
    </message>
    <message>
        <source>Look at something first.</source>
        <translation>请先查看内容。</translation>
    </message>
    <message>
        <source>Look at the attention without it.</source>
        <translation>请关闭此项后再查看注意力。</translation>
    </message>
    <message>
        <source>Look at the vectors as they are, or close other programs.</source>
        <translation>请查看未标准化的向量，或关闭其他程序。</translation>
    </message>
    <message>
        <source>Look inside a model: tokens, embeddings, attention, predictions, difference, time, or a report of all.</source>
        <translation>查看模型内部：词元、嵌入、注意力、预测、差异、随时间的变化，或包含全部内容的报告。</translation>
    </message>
    <message>
        <source>Look inside and fine-tune transformers.</source>
        <translation>查看并微调 Transformer 模型。</translation>
    </message>
    <message>
        <source>Look whether an engine can be used, and which devices it has.</source>
        <translation>查看引擎能否使用，以及它有哪些设备。</translation>
    </message>
    <message>
        <source>Looking at {tokens:,} tokens takes {needed:.1f} GB, and {free:.1f} GB are free.</source>
        <translation>查看 {tokens:,} 个词元需要 {needed:.1f} GB，而可用的只有 {free:.1f} GB。</translation>
    </message>
    <message>
        <source>Looking for the neighbours of {count:,} vectors</source>
        <translation>正在查找 {count:,} 个向量的近邻</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Loss of each text</source>
        <translation>每段文本的损失</translation>
    </message>
    <message>
        <source>Lower case</source>
        <translation>转为小写</translation>
    </message>
    <message>
        <source>Machine-readable output.</source>
        <translation>输出机器可读的内容。</translation>
    </message>
    <message>
        <source>Make an engine environment. Fetches the packages, unless a folder of wheels is given.</source>
        <translation>创建引擎环境。除非给出 wheel 文件夹，否则会下载软件包。</translation>
    </message>
    <message>
        <source>Make data.validation and data.test smaller, for example 0.1 each.</source>
        <translation>请减小 data.validation 和 data.test，例如各取 0.1。</translation>
    </message>
    <message>
        <source>Make the engine again, or name another Python.</source>
        <translation>请重新创建引擎，或指定其他 Python。</translation>
    </message>
    <message>
        <source>Make the folder first, or choose another one.</source>
        <translation>请先创建此文件夹，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Making a Python environment</source>
        <translation>正在创建 Python 环境</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Mask {number}, place {place}</source>
        <translation>掩码 {number}，位置 {place}</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>Maximum length</source>
        <translation>最大长度</translation>
    </message>
    <message>
        <source>Mean of all heads of {layers} layers</source>
        <translation>{layers} 层所有头的平均</translation>
    </message>
    <message>
        <source>Mean of heads, half of each token staying itself, multiplied through the layers (Abnar and Zuidema 2020).</source>
        <translation>取各头的平均，每个词元保留自身的一半，再逐层相乘（Abnar 和 Zuidema，2020）。</translation>
    </message>
    <message>
        <source>Means over the tokens that look. Entropy is high where a head looks everywhere, 0 where it looks at one token; distance is in tokens; the others are shares of attention: to the one token that is looked at most, to itself, to the one before and after.</source>
        <translation>对所有关注方词元取平均。头关注各处时熵高，只关注一个词元时熵为 0；距离以词元计；其余各项是注意力比例：对最受关注的词元、对自身、对前一个和后一个词元。</translation>
    </message>
    <message>
        <source>Means over {count} vectors; a distance of 1 is as long as the vector was at first.</source>
        <translation>对 {count} 个向量取平均；距离 1 等于向量最初的长度。</translation>
    </message>
    <message>
        <source>Measure a trained model on a file with labels.</source>
        <translation>在带标签的文件上评估训练好的模型。</translation>
    </message>
    <message>
        <source>Measuring {count:,} vectors</source>
        <translation>正在测量 {count:,} 个向量</translation>
    </message>
    <message>
        <source>Memory ran short; batches are worked off {rows} rows at a time from now on.</source>
        <translation>内存不足；从现在起每次只计算 {rows} 行。</translation>
    </message>
    <message>
        <source>Merged model</source>
        <translation>合并模型</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>MiniLM-L6</source>
        <translation>MiniLM-L6</translation>
    </message>
    <message>
        <source>Minus</source>
        <translation>减去</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Models fetched from the Hugging Face hub, shared with other programs</source>
        <translation>从 Hugging Face Hub 取得的模型，与其他程序共用</translation>
    </message>
    <message>
        <source>Models that come with the program</source>
        <translation>程序自带的模型</translation>
    </message>
    <message>
        <source>Most seen</source>
        <translation>最受关注</translation>
    </message>
    <message>
        <source>Move the data folder: copied, compared, and only then deleted at its old place.</source>
        <translation>移动数据文件夹：先复制、比较，然后才删除原处的内容。</translation>
    </message>
    <message>
        <source>Move the folder yourself and change TUNEBENCH_HOME, or take the variable away first.</source>
        <translation>请自行移动文件夹并修改 TUNEBENCH_HOME，或先去掉该变量。</translation>
    </message>
    <message>
        <source>Moved by</source>
        <translation>移动距离</translation>
    </message>
    <message>
        <source>Movement in one plane</source>
        <translation>在同一平面中的移动</translation>
    </message>
    <message>
        <source>NVIDIA GPU with an older driver, CUDA 12.6</source>
        <translation>驱动程序较旧的 NVIDIA GPU，CUDA 12.6</translation>
    </message>
    <message>
        <source>NVIDIA GPU, CUDA 13.0</source>
        <translation>NVIDIA GPU，CUDA 13.0</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name another Python.</source>
        <translation>请指定其他 Python。</translation>
    </message>
    <message>
        <source>Name one, or all three of an analogy: the first, the one that is taken away, and the one that is added.</source>
        <translation>请指定一个点，或类比的全部三个点：起点、要减去的点和要加上的点。</translation>
    </message>
    <message>
        <source>Name some in the job file: tokens = [&quot;good&quot;, &quot;bad&quot;] below [watch].</source>
        <translation>请在作业文件的 [watch] 下指定，例如 tokens = [&quot;good&quot;, &quot;bad&quot;]。</translation>
    </message>
    <message>
        <source>Name the program python of an environment with Python 3.11 or newer.</source>
        <translation>请指定 Python 3.11 或更新版本的环境中的 python 程序。</translation>
    </message>
    <message>
        <source>Name the program python of an environment.</source>
        <translation>请指定环境中的 python 程序。</translation>
    </message>
    <message>
        <source>Names of {shown} of {count} points are shown.</source>
        <translation>显示 {count} 个点中 {shown} 个的名称。</translation>
    </message>
    <message>
        <source>Nearest to {name} ({id})</source>
        <translation>与 {name}（{id}）最接近</translation>
    </message>
    <message>
        <source>Nearest to {token} (id {id})</source>
        <translation>与 {token}（编号 {id}）最接近</translation>
    </message>
    <message>
        <source>Nearly every row has a label of its own: {count:,} labels in {rows:,} rows.</source>
        <translation>几乎每一行都有自己的标签：{rows:,} 行中有 {count:,} 个标签。</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>近邻</translation>
    </message>
    <message>
        <source>Neighbours are those of one point, or of a sum of three.</source>
        <translation>只能查找一个点的近邻，或三个点之和的近邻。</translation>
    </message>
    <message>
        <source>Neighbours of</source>
        <translation>谁的近邻</translation>
    </message>
    <message>
        <source>New in this model, learned from nothing: {names}.</source>
        <translation>模型中新增、从零学习的部分：{names}。</translation>
    </message>
    <message>
        <source>Next token, after place {place} ({token})</source>
        <translation>位置 {place}（{token}）之后的下一个词元</translation>
    </message>
    <message>
        <source>No Python environment could be made.</source>
        <translation>无法创建 Python 环境。</translation>
    </message>
    <message>
        <source>No attention module was met.</source>
        <translation>没有遇到注意力模块。</translation>
    </message>
    <message>
        <source>No byte order mark; the zero bytes look like {encoding}.</source>
        <translation>没有字节顺序标记；从零字节看像是 {encoding}。</translation>
    </message>
    <message>
        <source>No data set was named.</source>
        <translation>没有指定数据集。</translation>
    </message>
    <message>
        <source>No file with vectors was named.</source>
        <translation>没有指定向量文件。</translation>
    </message>
    <message>
        <source>No free name for a new run below {path}.</source>
        <translation>{path} 下没有可用于新运行的名称。</translation>
    </message>
    <message>
        <source>No point of the map is called {name}.</source>
        <translation>图中没有名为 {name} 的点。</translation>
    </message>
    <message>
        <source>No row can be held back to measure: each label has a single row ({count} rows in all).</source>
        <translation>没有可留出用于评估的行：每个标签只有一行（共 {count} 行）。</translation>
    </message>
    <message>
        <source>No rows.</source>
        <translation>没有行。</translation>
    </message>
    <message>
        <source>No runs yet in {path}.</source>
        <translation>{path} 中还没有运行记录。</translation>
    </message>
    <message>
        <source>No text is that long; the file has no line ends, or it is not a table.</source>
        <translation>没有这么长的文本；文件可能没有换行，或者不是表格。</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>Norm is the length of an entry&apos;s vector in the model&apos;s table of embeddings.</source>
        <translation>范数是词条在模型嵌入表中的向量长度。</translation>
    </message>
    <message>
        <source>Not UTF-8; read as {encoding}, with only {count} bytes to judge by. If letters look wrong, choose another encoding.</source>
        <translation>不是 UTF-8；按 {encoding} 读取，但可供判断的只有 {count} 个字节。如果出现乱码，请选择其他编码。</translation>
    </message>
    <message>
        <source>Not UTF-8; the letters look like {encoding}.</source>
        <translation>不是 UTF-8；从字符看像是 {encoding}。</translation>
    </message>
    <message>
        <source>Not finished: {names}</source>
        <translation>未完成：{names}</translation>
    </message>
    <message>
        <source>Nothing can be written to {folder}.</source>
        <translation>无法写入 {folder}。</translation>
    </message>
    <message>
        <source>Nothing has moved: what is trained here leaves these vectors as they are.</source>
        <translation>没有任何移动：这里训练的部分不会改变这些向量。</translation>
    </message>
    <message>
        <source>Nothing in this view is a table.</source>
        <translation>此视图中没有表格。</translation>
    </message>
    <message>
        <source>Nothing to draw.</source>
        <translation>没有可绘制的内容。</translation>
    </message>
    <message>
        <source>Nothing was kept. Please report this with the run folder.</source>
        <translation>没有保留任何内容。请附上运行文件夹反馈此问题。</translation>
    </message>
    <message>
        <source>Number format of the matrix products; bf16 is faster where the hardware has it, fp32 works everywhere.</source>
        <translation>矩阵乘法的数值格式；硬件支持时 bf16 更快，fp32 在任何硬件上都可用。</translation>
    </message>
    <message>
        <source>Number of the token whose prediction is looked at, from 1; 0 takes the first mask, or the end of what is written.</source>
        <translation>查看第几个词元的预测，从 1 数起；0 取第一个掩码，或已写内容的末尾。</translation>
    </message>
    <message>
        <source>Numbers that describe each token; parameters grow with its square.</source>
        <translation>描述每个词元的数值个数；参数量随其平方增长。</translation>
    </message>
    <message>
        <source>OMP_NUM_THREADS says so.</source>
        <translation>由 OMP_NUM_THREADS 指定。</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Of this long text, every {step}th query token is shown and counted.</source>
        <translation>这段文本较长，每 {step} 个查询词元显示并统计一个。</translation>
    </message>
    <message>
        <source>Of tokens and texts: 0 is the embedding, -1 the last layer.</source>
        <translation>用于词元和文本：0 为嵌入，-1 为最后一层。</translation>
    </message>
    <message>
        <source>Of what is drawn at random: the same seed gives the same map.</source>
        <translation>用于随机抽取：相同的种子给出相同的图。</translation>
    </message>
    <message>
        <source>On a t-SNE map neighbours mean something, distances and sizes of groups don&apos;t.</source>
        <translation>在 t-SNE 图中近邻有意义，距离和各群的大小没有意义。</translation>
    </message>
    <message>
        <source>One head, the mean or the largest over all heads of the layer, or rollout through all layers up to it.</source>
        <translation>单个头，该层所有头的平均或最大值，或贯穿到该层为止的 rollout。</translation>
    </message>
    <message>
        <source>One of the labels is wrong, and the model can&apos;t learn both. Correct them in the file.</source>
        <translation>其中必有一个标签有误，模型无法同时学习两者。请在文件中更正。</translation>
    </message>
    <message>
        <source>Only caches can; runs and exports are deleted one by one.</source>
        <translation>只有缓存可以；运行和导出要逐个删除。</translation>
    </message>
    <message>
        <source>Only needed when the base is a hub id that isn&apos;t on this machine yet; nothing else ever goes online.</source>
        <translation>仅当基础模型是 Hub 模型名且本机还没有时才需要；除此之外从不联网。</translation>
    </message>
    <message>
        <source>Only the small matrices and the head, for peft: a few megabytes, needs the same base model beside it.</source>
        <translation>只含小矩阵和分类头，供 peft 加载：只有几 MB，使用时需要同一个基础模型。</translation>
    </message>
    <message>
        <source>Only {count} rows can be used.</source>
        <translation>只有 {count} 行可用。</translation>
    </message>
    <message>
        <source>Opening the tokenizer of {name}</source>
        <translation>正在打开 {name} 的分词器</translation>
    </message>
    <message>
        <source>Other tokenizers</source>
        <translation>其他分词器</translation>
    </message>
    <message>
        <source>Other ways to the screen</source>
        <translation>其他显示方式</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>随时间变化</translation>
    </message>
    <message>
        <source>Package {name}</source>
        <translation>软件包 {name}</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Parquet</source>
        <translation>Parquet</translation>
    </message>
    <message>
        <source>Parquet file</source>
        <translation>Parquet 文件</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>Pictures of the kind {name}</source>
        <translation>{name} 格式的图片</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Plain text: each line is one row.</source>
        <translation>纯文本：每行为一行数据。</translation>
    </message>
    <message>
        <source>Plane</source>
        <translation>平面</translation>
    </message>
    <message>
        <source>Please report this with the name of the model.</source>
        <translation>请附上模型名称反馈此问题。</translation>
    </message>
    <message>
        <source>Plus</source>
        <translation>加上</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>数值精度</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Predictions before and after</source>
        <translation>之前与之后的预测</translation>
    </message>
    <message>
        <source>Print a whole job file instead.</source>
        <translation>改为显示一个完整的作业文件。</translation>
    </message>
    <message>
        <source>Print the schema of job files.</source>
        <translation>显示作业文件的结构。</translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Probability of the first times that of the last token, inside the second text; at most {most} tokens.</source>
        <translation>第二段文本中，起始词元的概率乘以结束词元的概率；最多 {most} 个词元。</translation>
    </message>
    <message>
        <source>Probability of the label that each text has now</source>
        <translation>每段文本现有标签的概率</translation>
    </message>
    <message>
        <source>Processor only</source>
        <translation>仅处理器</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>处理器线程</translation>
    </message>
    <message>
        <source>Pulls weights towards 0 a little each step (AdamW); biases and norms are left out.</source>
        <translation>每一步把权重向 0 拉近一点（AdamW）；偏置和归一化参数除外。</translation>
    </message>
    <message>
        <source>Put the old file back, or start a new run with the new data.</source>
        <translation>请恢复原来的文件，或用新数据开始新的运行。</translation>
    </message>
    <message>
        <source>Put the tokens of a word together.</source>
        <translation>把一个词的各词元合在一起。</translation>
    </message>
    <message>
        <source>Put the tokens of a word together: a sum of weights, its first tag.</source>
        <translation>把一个词的各词元合在一起：权重求和，标记取第一个。</translation>
    </message>
    <message>
        <source>Put {mask} where a word is to be found: this text has none.</source>
        <translation>请在要预测的词处写 {mask}：这段文本中没有。</translation>
    </message>
    <message>
        <source>Putting the new engine in its place</source>
        <translation>正在把新引擎放到位</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
    <message>
        <source>Qt&apos;s memory of its file dialogs, shared with other programs</source>
        <translation>Qt 对文件对话框的记忆，与其他程序共用</translation>
    </message>
    <message>
        <source>Qt&apos;s way to the screen</source>
        <translation>Qt 的显示方式</translation>
    </message>
    <message>
        <source>Quotation marks are read as ordinary letters: they don&apos;t come in pairs.</source>
        <translation>引号按普通字符读取：它们不成对。</translation>
    </message>
    <message>
        <source>Raise the maximum length to show them whole; it takes more time and memory.</source>
        <translation>提高最大长度可以保留全文，但更耗时间和内存。</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>Read texts in lower case only: a smaller vocabulary does, and capitals are lost.</source>
        <translation>把文本都按小写读取：较小的词表就够用，但会丢失大写。</translation>
    </message>
    <message>
        <source>Reading the data</source>
        <translation>正在读取数据</translation>
    </message>
    <message>
        <source>Reading {count} snapshots</source>
        <translation>正在读取 {count} 个快照</translation>
    </message>
    <message>
        <source>Reading {file} was given up.</source>
        <translation>已放弃读取 {file}。</translation>
    </message>
    <message>
        <source>Reading {tokens:,} tokens</source>
        <translation>正在读取 {tokens:,} 个词元</translation>
    </message>
    <message>
        <source>Remove it, or choose another name.</source>
        <translation>请移除它，或选择其他名称。</translation>
    </message>
    <message>
        <source>Repeated texts were looked for among the first {count:,} different ones only.</source>
        <translation>只在前 {count:,} 条不同的文本中查找了重复。</translation>
    </message>
    <message>
        <source>Replace files that are there already.</source>
        <translation>替换已有的文件。</translation>
    </message>
    <message>
        <source>Rollout follows a token through its own layers, and cross-attention leads to other tokens.</source>
        <translation>rollout 沿词元自身的各层累积，而交叉注意力通向其他词元。</translation>
    </message>
    <message>
        <source>Rollout through {layers} layers</source>
        <translation>累积全部 {layers} 层（rollout）</translation>
    </message>
    <message>
        <source>Rollout up to layer {layer}</source>
        <translation>累积到第 {layer} 层（rollout）</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Row {row} (line {line}) has bytes that are no letters in {encoding}; the row is left out.</source>
        <translation>第 {row} 行（文件第 {line} 行）含有 {encoding} 无法识别的字节，已跳过。</translation>
    </message>
    <message>
        <source>Row {row} (line {line}) has {cells} cells, but the header has {columns}; the row is left out.</source>
        <translation>第 {row} 行（文件第 {line} 行）有 {cells} 个单元格，而表头有 {columns} 个；该行已跳过。</translation>
    </message>
    <message>
        <source>Row {row} (line {line}) holds NaN or Infinity, which JSON does not have; it is left out.</source>
        <translation>第 {row} 行（文件第 {line} 行）含有 JSON 不支持的 NaN 或 Infinity，已跳过。</translation>
    </message>
    <message>
        <source>Row {row} (line {line}) is not an object with columns; it is left out.</source>
        <translation>第 {row} 行（文件第 {line} 行）不是带列的对象，已跳过。</translation>
    </message>
    <message>
        <source>Row {row} has a cell of more than 16 million characters; it is left out.</source>
        <translation>第 {row} 行有单元格超过 1600 万个字符，已跳过。</translation>
    </message>
    <message>
        <source>Row {row} has cells to the right of the last named column; they are left out.</source>
        <translation>第 {row} 行在最后一个有名称的列右侧还有单元格；这些单元格已忽略。</translation>
    </message>
    <message>
        <source>Row {row} nests values deeper than {depth} levels; it is left out.</source>
        <translation>第 {row} 行嵌套超过 {depth} 层，已跳过。</translation>
    </message>
    <message>
        <source>Row {row}, which begins in line {line}, is not valid JSON ({reason}); only the rows before it are kept.</source>
        <translation>第 {row} 行（始于文件第 {line} 行）不是有效的 JSON（{reason}）；只保留它之前的行。</translation>
    </message>
    <message>
        <source>Row {row}: half characters replaced.</source>
        <translation>第 {row} 行：已替换不完整的字符。</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Rows are objects with the columns as keys.</source>
        <translation>每一行应是以列名为键的对象。</translation>
    </message>
    <message>
        <source>Rows at a time</source>
        <translation>每次行数</translation>
    </message>
    <message>
        <source>Rows behind one step of the optimizer; larger is steadier, smaller takes more steps from the same data.</source>
        <translation>优化器每一步使用的行数；大则更稳定，小则同样的数据能走更多步。</translation>
    </message>
    <message>
        <source>Rows by their number of tokens, special tokens included; column {column} of {file}.</source>
        <translation>按词元数统计的行数，包含特殊词元；{file} 的“{column}”列。</translation>
    </message>
    <message>
        <source>Rows kept back to measure while training: a fraction (with the same share of each label), or a file of their own.</source>
        <translation>训练期间留出用于评估的行：可以是一个比例（各标签比例相同），也可以是单独的文件。</translation>
    </message>
    <message>
        <source>Rows sum to more than 1: each cell is the largest of several heads.</source>
        <translation>每行之和大于 1：每个单元格取多个头的最大值。</translation>
    </message>
    <message>
        <source>Rows sum to {sum:.2f} on average: the rest goes to a sink of the head&apos;s own.</source>
        <translation>每行之和平均为 {sum:.2f}：其余部分流向该头自己的注意力汇点（sink）。</translation>
    </message>
    <message>
        <source>Rows that could not be read were found late in the file.</source>
        <translation>在文件后部发现了无法读取的行。</translation>
    </message>
    <message>
        <source>Rows that training never looks at, measured once at the end: a fraction or a file; empty for none.</source>
        <translation>训练完全不接触、只在结束时评估一次的行：可以是比例或文件；留空则没有。</translation>
    </message>
    <message>
        <source>Rows without a label: {count:,} ({rows}).</source>
        <translation>没有标签的行：{count:,} 行（{rows}）。</translation>
    </message>
    <message>
        <source>Rows without text: {count:,} ({rows}).</source>
        <translation>没有文本的行：{count:,} 行（{rows}）。</translation>
    </message>
    <message>
        <source>Rows {rows}.</source>
        <translation>行号：{rows}。</translation>
    </message>
    <message>
        <source>Rows {rows}. The model learns {known}.</source>
        <translation>行号：{rows}。模型学习的标签是 {known}。</translation>
    </message>
    <message>
        <source>Run folder: {path}</source>
        <translation>运行文件夹：{path}</translation>
    </message>
    <message>
        <source>Run {run} doesn&apos;t say what its model was made from.</source>
        <translation>运行 {run} 没有说明其模型由什么得来。</translation>
    </message>
    <message>
        <source>Run {run} follows no texts.</source>
        <translation>运行 {run} 没有跟踪文本。</translation>
    </message>
    <message>
        <source>Run {run} follows no tokens.</source>
        <translation>运行 {run} 没有跟踪词元。</translation>
    </message>
    <message>
        <source>Run {run} has no checkpoint of step {step}.</source>
        <translation>运行 {run} 没有第 {step} 步的检查点。</translation>
    </message>
    <message>
        <source>Run {run} has no result and no checkpoint yet.</source>
        <translation>运行 {run} 还没有结果和检查点。</translation>
    </message>
    <message>
        <source>Run {run} has no result yet.</source>
        <translation>运行 {run} 还没有结果。</translation>
    </message>
    <message>
        <source>Run {run} has no snapshots to look at.</source>
        <translation>运行 {run} 没有可查看的快照。</translation>
    </message>
    <message>
        <source>Run {run} has no tokenizer yet.</source>
        <translation>运行 {run} 还没有分词器。</translation>
    </message>
    <message>
        <source>Run {run} is already being worked on by process {pid}.</source>
        <translation>运行 {run} 正由进程 {pid} 处理。</translation>
    </message>
    <message>
        <source>Run {run} is already being worked on.</source>
        <translation>运行 {run} 正在处理中。</translation>
    </message>
    <message>
        <source>Run {run} is not running.</source>
        <translation>运行 {run} 当前没有在进行。</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>Runs folder</source>
        <translation>运行文件夹</translation>
    </message>
    <message>
        <source>Runs, in the folder chosen in Settings</source>
        <translation>运行，位于设置中选定的文件夹</translation>
    </message>
    <message>
        <source>Save it as CSV, JSON lines or Parquet, which are read piece by piece.</source>
        <translation>请存为可分段读取的 CSV、JSON Lines 或 Parquet。</translation>
    </message>
    <message>
        <source>Save it as a list of flat objects, one a row.</source>
        <translation>请存为扁平对象的列表，每行一个。</translation>
    </message>
    <message>
        <source>Save it as a list of objects, one a row: [{example}, ...], or one object per line.</source>
        <translation>请存为对象的列表，每行一个：[{example}, ...]，或每行一个对象。</translation>
    </message>
    <message>
        <source>Save what it gives to a file and open that.</source>
        <translation>请把它的内容存成文件后再打开。</translation>
    </message>
    <message>
        <source>Saved arrays</source>
        <translation>保存的数组</translation>
    </message>
    <message>
        <source>Saving the result</source>
        <translation>正在保存结果</translation>
    </message>
    <message>
        <source>Say only what jobs run on.</source>
        <translation>只说明作业在什么设备上运行。</translation>
    </message>
    <message>
        <source>Say what a job would do: rows, cuts, trained weights, memory, time.</source>
        <translation>说明作业将要做什么：行数、截断、训练的权重、内存、时间。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>Second axis, {share:.1f} % of the variance</source>
        <translation>第二轴，占方差的 {share:.1f}%</translation>
    </message>
    <message>
        <source>Second text</source>
        <translation>第二段文本</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Sentences whose vectors are followed, of long ones the first 128 tokens; empty takes the first 8 validation texts.</source>
        <translation>跟踪这些句子的向量，长句只取前 128 个词元；留空则取验证集的前 8 条文本。</translation>
    </message>
    <message>
        <source>Set hardware.device to auto, or to cpu.</source>
        <translation>请把 hardware.device 设为 auto 或 cpu。</translation>
    </message>
    <message>
        <source>Set hardware.precision to auto, bf16 or fp32.</source>
        <translation>请把 hardware.precision 设为 auto、bf16 或 fp32。</translation>
    </message>
    <message>
        <source>Set hardware.precision to fp32, or hardware.device to cpu; a driver may be too old.</source>
        <translation>把 hardware.precision 设为 fp32，或把 hardware.device 设为 cpu；驱动程序可能太旧。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Share of all steps over which the learning rate rises from 0, so that the first steps don&apos;t destroy the base.</source>
        <translation>学习率从 0 升起的阶段占总步数的比例，避免最初几步破坏基础模型。</translation>
    </message>
    <message>
        <source>Share of belief spread over the other labels; a little helps when some labels in the data are wrong.</source>
        <translation>分给其他标签的置信比例；数据中有错误标签时，少量平滑会有帮助。</translation>
    </message>
    <message>
        <source>Share of inputs to the small matrices that is dropped while training, against learning by heart.</source>
        <translation>训练时随机丢弃的小矩阵输入的比例，防止死记硬背。</translation>
    </message>
    <message>
        <source>Share of numbers that is dropped while training, against learning by heart; for little data and many epochs.</source>
        <translation>训练时随机丢弃的数值比例，防止死记硬背；适合数据少、轮数多的情况。</translation>
    </message>
    <message>
        <source>Shorten it: what lies beyond would not be seen by the model either.</source>
        <translation>请缩短文本：超出的部分模型也看不到。</translation>
    </message>
    <message>
        <source>Shorten the text, or choose a smaller model.</source>
        <translation>请缩短文本，或选择更小的模型。</translation>
    </message>
    <message>
        <source>Shorten the text, or close other programs.</source>
        <translation>请缩短文本，或关闭其他程序。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show the tokens that the tokenizer adds; hidden, rows no longer sum to 1.</source>
        <translation>显示分词器添加的词元；隐藏后各行之和不再为 1。</translation>
    </message>
    <message>
        <source>Show what lies where and how big it is, clean the caches, or move the data folder.</source>
        <translation>显示各内容的位置和大小，清理缓存，或移动数据文件夹。</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>所在侧</translation>
    </message>
    <message>
        <source>Size of a step; too high diverges, too low learns nothing. Empty takes what suits the method.</source>
        <translation>每一步的大小；太大会发散，太小学不到东西。留空则采用适合该方法的值。</translation>
    </message>
    <message>
        <source>Snapshot every</source>
        <translation>快照间隔</translation>
    </message>
    <message>
        <source>Snapshots at most</source>
        <translation>快照数上限</translation>
    </message>
    <message>
        <source>Snapshots can&apos;t be written from step {step} on: {error}.</source>
        <translation>从第 {step} 步起无法写入快照：{error}。</translation>
    </message>
    <message>
        <source>Some lines are not UTF-8 like the rest; they are left out and named.</source>
        <translation>有些行与其他行不同，不是 UTF-8；已跳过并列出。</translation>
    </message>
    <message>
        <source>Some of {folder} could not be deleted.</source>
        <translation>{folder} 中的部分内容无法删除。</translation>
    </message>
    <message>
        <source>Some of {folder} is still in use; the rest goes at the next start.</source>
        <translation>{folder} 中的部分内容仍在使用；其余的会在下次启动时删除。</translation>
    </message>
    <message>
        <source>Something goes on changing the data folder {folder}.</source>
        <translation>有程序一直在改动数据文件夹 {folder}。</translation>
    </message>
    <message>
        <source>Sort texts under labels: sentiment, topic, intent.</source>
        <translation>给文本归类：情感、主题、意图。</translation>
    </message>
    <message>
        <source>Special</source>
        <translation>特殊</translation>
    </message>
    <message>
        <source>Special tokens</source>
        <translation>特殊词元</translation>
    </message>
    <message>
        <source>Standardised</source>
        <translation>标准化</translation>
    </message>
    <message>
        <source>Standardised vectors take {needed:.1f} GB, and {free:.1f} GB are free.</source>
        <translation>标准化向量需要 {needed:.1f} GB，而可用的只有 {free:.1f} GB。</translation>
    </message>
    <message>
        <source>Start of all random numbers: the same seed, data and machine give the same curve.</source>
        <translation>所有随机数的起点：种子、数据和机器都相同，曲线就相同。</translation>
    </message>
    <message>
        <source>Starter {name}</source>
        <translation>自带模型 {name}</translation>
    </message>
    <message>
        <source>Starters, folders or runs whose tokenizers read the same text, with commas between them.</source>
        <translation>用其分词器读取同一文本的自带模型、文件夹或运行，用逗号分隔。</translation>
    </message>
    <message>
        <source>States differ the most after layer {layer}: their mean cosine is {cosine:.3f}.</source>
        <translation>第 {layer} 层之后的状态差异最大：平均余弦为 {cosine:.3f}。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Step limit</source>
        <translation>步数上限</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Steps between two checkpoints, from which a run goes on after a crash; empty saves at each evaluation.</source>
        <translation>两个检查点之间的步数，崩溃后可从检查点继续；留空则每次评估时保存。</translation>
    </message>
    <message>
        <source>Steps between two looks at the validation rows; empty looks four times an epoch.</source>
        <translation>两次验证之间的步数；留空则每轮验证四次。</translation>
    </message>
    <message>
        <source>Steps between two snapshots of the texts and tokens below, for the view over time; 0 takes none.</source>
        <translation>下列文本和词元的两个快照之间的步数，用于查看随时间的变化；0 表示不保存快照。</translation>
    </message>
    <message>
        <source>Steps of integrated gradients; more come closer to the exact sum.</source>
        <translation>积分梯度的步数；越多越接近精确的和。</translation>
    </message>
    <message>
        <source>Steps whose loss was no number: {count}</source>
        <translation>损失不是有效数字的步数：{count}</translation>
    </message>
    <message>
        <source>Stop after so many evaluations without a better one; 0 always goes to the end.</source>
        <translation>连续这么多次评估没有更好的结果就停止；0 表示始终训练到底。</translation>
    </message>
    <message>
        <source>Stop after so many optimizer steps even if the epochs aren&apos;t done; useful for a quick trial.</source>
        <translation>达到这么多步就停止，即使轮数未完成；适合快速试验。</translation>
    </message>
    <message>
        <source>Stopped early: {count} evaluations without a better one.</source>
        <translation>已提前停止：连续 {count} 次评估没有更好的结果。</translation>
    </message>
    <message>
        <source>Surprise, bits</source>
        <translation>意外度（比特）</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Take fewer rows at a time, a shorter maximum length or LoRA, or close other programs.</source>
        <translation>请减少每次行数、缩短最大长度或改用 LoRA，也可以关闭其他程序。</translation>
    </message>
    <message>
        <source>Take small letters, digits, - and _, for example cu130 or my-python.</source>
        <translation>请使用小写字母、数字、- 和 _，例如 cu130 或 my-python。</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标文本</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Text classification</source>
        <translation>文本分类</translation>
    </message>
    <message>
        <source>Text encoding</source>
        <translation>文本编码</translation>
    </message>
    <message>
        <source>Texts at layer {layer} of {layers}: {pooling}</source>
        <translation>第 {layer} / {layers} 层的文本：{pooling}</translation>
    </message>
    <message>
        <source>Texts followed</source>
        <translation>跟踪的文本</translation>
    </message>
    <message>
        <source>Texts stand in quotes, sections in [brackets]; tunebench schema --example prints a whole file.</source>
        <translation>文本写在引号里，节名写在 [方括号] 里；tunebench schema --example 会显示一个完整的文件。</translation>
    </message>
    <message>
        <source>Texts that come again with another label: {count:,} ({rows}).</source>
        <translation>文本重复但标签不同：{count:,} 行（{rows}）。</translation>
    </message>
    <message>
        <source>Texts that come again: {count:,} ({rows}).</source>
        <translation>重复的文本：{count:,} 行（{rows}）。</translation>
    </message>
    <message>
        <source>That is more memory than is free now.</source>
        <translation>这超过了当前可用的内存。</translation>
    </message>
    <message>
        <source>That is no table of texts; such files are also made to crash programs.</source>
        <translation>这不是文本表格；这类文件也可能被用来使程序崩溃。</translation>
    </message>
    <message>
        <source>That many are hard to learn; check that this is the label column.</source>
        <translation>标签太多不易学习；请确认这是标签列。</translation>
    </message>
    <message>
        <source>The adapter in {folder} can&apos;t be loaded.</source>
        <translation>无法加载 {folder} 中的适配器。</translation>
    </message>
    <message>
        <source>The attention of layer {layer} is not drawn, because it can&apos;t be right.</source>
        <translation>第 {layer} 层的注意力不可能正确，因此不绘制。</translation>
    </message>
    <message>
        <source>The attention of this model can&apos;t be looked at.</source>
        <translation>无法查看此模型的注意力。</translation>
    </message>
    <message>
        <source>The base stays as it is; small matrices beside it are trained. Little memory, a file of a few megabytes.</source>
        <translation>基础模型保持不变，只训练旁边的小矩阵。占用内存少，结果文件只有几 MB。</translation>
    </message>
    <message>
        <source>The best was at step {step}.</source>
        <translation>最佳结果在第 {step} 步。</translation>
    </message>
    <message>
        <source>The character between two columns of a text table; auto finds it in the first lines.</source>
        <translation>文本表格中两列之间的字符；auto 会从前几行中找出。</translation>
    </message>
    <message>
        <source>The checkpoint of step {step} can&apos;t be written to {folder}.</source>
        <translation>无法将第 {step} 步的检查点写入 {folder}。</translation>
    </message>
    <message>
        <source>The checkpoint {name} belongs to another model or method.</source>
        <translation>检查点 {name} 属于另一个模型或方法。</translation>
    </message>
    <message>
        <source>The checkpoint {name} of run {run} can&apos;t be read.</source>
        <translation>无法读取运行 {run} 的检查点 {name}。</translation>
    </message>
    <message>
        <source>The column that colours the points; guessed where it is left empty.</source>
        <translation>给各点着色的列；留空则自动猜测。</translation>
    </message>
    <message>
        <source>The column with the text; guessed where it is left empty.</source>
        <translation>含有文本的列；留空则自动猜测。</translation>
    </message>
    <message>
        <source>The data folder can&apos;t be moved while a job runs ({run}).</source>
        <translation>有作业正在运行（{run}），不能移动数据文件夹。</translation>
    </message>
    <message>
        <source>The data folder is at {folder} already.</source>
        <translation>数据文件夹已经在 {folder}。</translation>
    </message>
    <message>
        <source>The data folder is being moved to {folder} just now.</source>
        <translation>数据文件夹正在移到 {folder}。</translation>
    </message>
    <message>
        <source>The data folder is named by the environment variable TUNEBENCH_HOME, so it can&apos;t be moved from here.</source>
        <translation>数据文件夹由环境变量 TUNEBENCH_HOME 指定，因此不能在这里移动。</translation>
    </message>
    <message>
        <source>The data folder is now {folder}.</source>
        <translation>数据文件夹现在是 {folder}。</translation>
    </message>
    <message>
        <source>The data folder that was moved</source>
        <translation>已移动的数据文件夹</translation>
    </message>
    <message>
        <source>The data folder was not moved to {folder}; it is where it was, with all that is in it.</source>
        <translation>数据文件夹没有移到 {folder}；它仍在原处，内容完整。</translation>
    </message>
    <message>
        <source>The data of this run has changed since it was started, so it can&apos;t be continued exactly.</source>
        <translation>此运行的数据在开始后有变动，无法原样继续。</translation>
    </message>
    <message>
        <source>The details lie in {file}; please report them. The run can be continued from its last checkpoint.</source>
        <translation>详细信息在 {file} 中，请反馈给我们。此运行可以从最后一个检查点继续。</translation>
    </message>
    <message>
        <source>The disk that holds {folder} is full.</source>
        <translation>{folder} 所在的磁盘已满。</translation>
    </message>
    <message>
        <source>The engine made a mistake: {kind}.</source>
        <translation>引擎出错：{kind}。</translation>
    </message>
    <message>
        <source>The engine {name} belongs to the program and can&apos;t be removed.</source>
        <translation>引擎 {name} 属于程序本身，不能移除。</translation>
    </message>
    <message>
        <source>The engine {name} can&apos;t be made.</source>
        <translation>无法创建引擎 {name}。</translation>
    </message>
    <message>
        <source>The engine {name} can&apos;t be removed.</source>
        <translation>无法移除引擎 {name}。</translation>
    </message>
    <message>
        <source>The engine {name} can&apos;t be used: its Python, {python}, is not there.</source>
        <translation>引擎 {name} 无法使用：它的 Python {python} 不存在。</translation>
    </message>
    <message>
        <source>The engine {name} is being made already.</source>
        <translation>引擎 {name} 正在创建中。</translation>
    </message>
    <message>
        <source>The engine {name} is in use by process {number}.</source>
        <translation>引擎 {name} 正被进程 {number} 使用。</translation>
    </message>
    <message>
        <source>The engine {name} is not there any more; the engine that came with the program is used.</source>
        <translation>引擎 {name} 已不存在；将使用程序自带的引擎。</translation>
    </message>
    <message>
        <source>The engine&apos;s name; built-in is the one that came with the program.</source>
        <translation>引擎的名称；built-in 是程序自带的引擎。</translation>
    </message>
    <message>
        <source>The entry {token} has no vector: the model&apos;s table ends at {count:,}.</source>
        <translation>词条 {token} 没有向量：模型的嵌入表到 {count:,} 为止。</translation>
    </message>
    <message>
        <source>The export can&apos;t be written to {folder}.</source>
        <translation>无法将导出内容写入 {folder}。</translation>
    </message>
    <message>
        <source>The export gives other answers than the model: {same} of {rows} labels are the same.</source>
        <translation>导出的模型与原模型的结果不一致：{rows} 个标签中只有 {same} 个相同。</translation>
    </message>
    <message>
        <source>The export was written, but it can&apos;t be loaded again.</source>
        <translation>导出已写入，但无法重新加载。</translation>
    </message>
    <message>
        <source>The file ends before the list is closed; the {count} rows before are kept.</source>
        <translation>文件在列表结束前就中断了；之前的 {count} 行已保留。</translation>
    </message>
    <message>
        <source>The files can&apos;t be written in {path}.</source>
        <translation>无法在 {path} 中写入文件。</translation>
    </message>
    <message>
        <source>The first line looks like a row, not like names of columns, so the columns are numbered.</source>
        <translation>第一行看起来是数据而不是列名，因此给各列编号。</translation>
    </message>
    <message>
        <source>The folder for the arrays of the answers.</source>
        <translation>存放回答中数组的文件夹。</translation>
    </message>
    <message>
        <source>The folder needs a tokenizer.json (or the files of a known tokenizer) beside the weights.</source>
        <translation>文件夹中除权重外还需要 tokenizer.json（或已知分词器的文件）。</translation>
    </message>
    <message>
        <source>The folder needs every package, for the same system and Python. This fetches them where there is a network: {line}</source>
        <translation>文件夹中需有适用于相同系统和 Python 的全部软件包。在能联网的地方可这样获取：{line}</translation>
    </message>
    <message>
        <source>The folder of wheels needs torch for CUDA; see how to fetch them.</source>
        <translation>wheel 文件夹中需有 CUDA 版的 torch；请查看获取方法。</translation>
    </message>
    <message>
        <source>The folder to make.</source>
        <translation>要创建的文件夹。</translation>
    </message>
    <message>
        <source>The folder {folder} isn&apos;t there either; check the path.</source>
        <translation>文件夹 {folder} 也不存在；请检查路径。</translation>
    </message>
    <message>
        <source>The format: merged or adapter.</source>
        <translation>格式：merged 或 adapter。</translation>
    </message>
    <message>
        <source>The gradients of this model are no numbers, so that nothing is drawn.</source>
        <translation>此模型的梯度不是有效数字，因此不绘制。</translation>
    </message>
    <message>
        <source>The head was trained as well; both sides use it.</source>
        <translation>输出头也经过训练；两侧都使用它。</translation>
    </message>
    <message>
        <source>The hub could not be reached for {name}.</source>
        <translation>无法连接 Hub 获取 {name}。</translation>
    </message>
    <message>
        <source>The hub did not give {name}.</source>
        <translation>Hub 没有提供 {name}。</translation>
    </message>
    <message>
        <source>The hub model {name} is not on this machine, and the network is not allowed for this job.</source>
        <translation>本机没有 Hub 模型 {name}，且此作业不允许联网。</translation>
    </message>
    <message>
        <source>The job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>The job can&apos;t be run as it is written.</source>
        <translation>作业目前的写法无法运行。</translation>
    </message>
    <message>
        <source>The job file (TOML).</source>
        <translation>作业文件（TOML）。</translation>
    </message>
    <message>
        <source>The job file of the run was changed; start a new run.</source>
        <translation>此运行的作业文件已被修改，请开始新的运行。</translation>
    </message>
    <message>
        <source>The job file {file} can&apos;t be read.</source>
        <translation>无法读取作业文件 {file}。</translation>
    </message>
    <message>
        <source>The job file {file} can&apos;t be run as it is written.</source>
        <translation>作业文件 {file} 目前的写法无法运行。</translation>
    </message>
    <message>
        <source>The job file {file} is not valid TOML.</source>
        <translation>作业文件 {file} 不是有效的 TOML。</translation>
    </message>
    <message>
        <source>The job gives a column to {role}, which this task does not use.</source>
        <translation>作业为 {role} 指定了列，但此任务用不到它。</translation>
    </message>
    <message>
        <source>The label is taken from the column {column}; with one label there is nothing to tell apart.</source>
        <translation>标签取自“{column}”列；只有一个标签就无从区分。</translation>
    </message>
    <message>
        <source>The label, tag or token that lens and attribution look at; empty takes what the model says.</source>
        <translation>lens 和归因所看的标签、标记或词元；留空则取模型的回答。</translation>
    </message>
    <message>
        <source>The largest difference of a raw output is {largest:.2g}.</source>
        <translation>原始输出的最大差异为 {largest:.2g}。</translation>
    </message>
    <message>
        <source>The layers of this architecture weren&apos;t found, so that there is no logit lens.</source>
        <translation>没有找到此架构的层，因此没有 logit lens。</translation>
    </message>
    <message>
        <source>The layers of this model can&apos;t be told apart, so that there is no logit lens: {why}</source>
        <translation>无法区分此模型的各层，因此没有 logit lens：{why}</translation>
    </message>
    <message>
        <source>The likeliest of both sides.</source>
        <translation>两侧最可能的结果。</translation>
    </message>
    <message>
        <source>The likeliest token each time, at most {most}.</source>
        <translation>每次取最可能的词元，最多 {most} 个。</translation>
    </message>
    <message>
        <source>The logit lens is for models that predict labels, tags or tokens; this one has no such head.</source>
        <translation>logit lens 适用于预测标签、标记或词元的模型；此模型没有这样的输出头。</translation>
    </message>
    <message>
        <source>The longest input that the model has positions for.</source>
        <translation>模型的位置编码所支持的最长输入。</translation>
    </message>
    <message>
        <source>The model in {folder} brings Python code of its own, which is never run here.</source>
        <translation>{folder} 中的模型自带 Python 代码，本程序从不运行这类代码。</translation>
    </message>
    <message>
        <source>The model in {folder} can&apos;t be loaded for this task.</source>
        <translation>无法为此任务加载 {folder} 中的模型。</translation>
    </message>
    <message>
        <source>The model writes nothing.</source>
        <translation>模型没有写出内容。</translation>
    </message>
    <message>
        <source>The model {base} can&apos;t be read.</source>
        <translation>无法读取模型 {base}。</translation>
    </message>
    <message>
        <source>The model&apos;s table of token vectors, the tokens of the text, or whole texts.</source>
        <translation>模型的词元向量表、文本的词元，或整段文本。</translation>
    </message>
    <message>
        <source>The newest so many stay on disk, and the best one always does.</source>
        <translation>磁盘上保留最新的若干个，最佳的始终保留。</translation>
    </message>
    <message>
        <source>The numbers in {file} can&apos;t be used.</source>
        <translation>{file} 中的数值无法使用。</translation>
    </message>
    <message>
        <source>The old engine {name} is as it was.</source>
        <translation>旧引擎 {name} 保持原样。</translation>
    </message>
    <message>
        <source>The other rows are kept. Mend these in the file and open it again if you need them.</source>
        <translation>其他行会保留。如需使用这些行，请在文件中修复后重新打开。</translation>
    </message>
    <message>
        <source>The packages of the engine could not be installed.</source>
        <translation>无法安装引擎的软件包。</translation>
    </message>
    <message>
        <source>The picture could not be made.</source>
        <translation>无法生成图片。</translation>
    </message>
    <message>
        <source>The plane in which the vectors spread most, or t-SNE, which keeps neighbours together.</source>
        <translation>向量分布最广的平面，或让近邻保持相近的 t-SNE。</translation>
    </message>
    <message>
        <source>The plane shows {first:.1f} % + {second:.1f} % of the variance.</source>
        <translation>此平面显示方差的 {first:.1f}% + {second:.1f}%。</translation>
    </message>
    <message>
        <source>The plane was fitted to the snapshot of step {step} and shows {share:.0f} % of its variance.</source>
        <translation>平面按第 {step} 步的快照拟合，显示其方差的 {share:.0f}%。</translation>
    </message>
    <message>
        <source>The plane was fitted to {count} snapshots up to step {step} and shows {share:.0f} % of their variance.</source>
        <translation>平面按到第 {step} 步为止的 {count} 个快照拟合，显示其方差的 {share:.0f}%。</translation>
    </message>
    <message>
        <source>The predictions can&apos;t be written to {file}.</source>
        <translation>无法将预测结果写入 {file}。</translation>
    </message>
    <message>
        <source>The program python of an environment, or the environment&apos;s folder.</source>
        <translation>环境中的 python 程序，或环境的文件夹。</translation>
    </message>
    <message>
        <source>The program uv, which makes engine environments, is not there.</source>
        <translation>用于创建引擎环境的程序 uv 不存在。</translation>
    </message>
    <message>
        <source>The quotation mark opened in line {line} is never closed; the line is left out.</source>
        <translation>文件第 {line} 行的引号没有闭合，该行已跳过。</translation>
    </message>
    <message>
        <source>The reader says: {reason}.</source>
        <translation>读取程序提示：{reason}。</translation>
    </message>
    <message>
        <source>The renderer ended with: {reason}.</source>
        <translation>渲染程序退出，提示：{reason}。</translation>
    </message>
    <message>
        <source>The result can&apos;t be written to {folder}.</source>
        <translation>无法将结果写入 {folder}。</translation>
    </message>
    <message>
        <source>The result is the same, a little slower.</source>
        <translation>结果相同，只是稍慢一些。</translation>
    </message>
    <message>
        <source>The result is the state with the best validation value, not the last one.</source>
        <translation>以验证结果最好的状态作为最终结果，而不是最后的状态。</translation>
    </message>
    <message>
        <source>The result: {path}</source>
        <translation>结果：{path}</translation>
    </message>
    <message>
        <source>The rows to learn from: csv, tsv, json, jsonl, parquet, xlsx, txt, or a folder of .txt files per label.</source>
        <translation>用来学习的行：csv、tsv、json、jsonl、parquet、xlsx、txt，或每个标签一个子文件夹、内含 .txt 文件的文件夹。</translation>
    </message>
    <message>
        <source>The run folder can&apos;t be written at {path}.</source>
        <translation>无法在 {path} 写入运行文件夹。</translation>
    </message>
    <message>
        <source>The run folder to make; a new one in the runs folder when left out.</source>
        <translation>要创建的运行文件夹；省略时在运行文件夹中新建。</translation>
    </message>
    <message>
        <source>The run folder {path} already holds something.</source>
        <translation>运行文件夹 {path} 中已有内容。</translation>
    </message>
    <message>
        <source>The run goes on; the view over time will lack them.</source>
        <translation>运行会继续；查看随时间的变化时将缺少这些快照。</translation>
    </message>
    <message>
        <source>The run {run} can&apos;t be moved.</source>
        <translation>无法移动运行 {run}。</translation>
    </message>
    <message>
        <source>The settings can&apos;t be written to {path}.</source>
        <translation>无法把设置写入 {path}。</translation>
    </message>
    <message>
        <source>The sheet {sheet} is read; the workbook also has {others}.</source>
        <translation>读取的工作表是 {sheet}；工作簿中还有 {others}。</translation>
    </message>
    <message>
        <source>The starter {name} is not installed.</source>
        <translation>自带模型 {name} 没有安装。</translation>
    </message>
    <message>
        <source>The system ended it with {signal}.</source>
        <translation>系统用 {signal} 终止了它。</translation>
    </message>
    <message>
        <source>The system says: {reason}.</source>
        <translation>系统提示：{reason}。</translation>
    </message>
    <message>
        <source>The task has no role {role}.</source>
        <translation>该任务没有名为 {role} 的角色。</translation>
    </message>
    <message>
        <source>The task needs a checkpoint of an architecture that transformers can put a classification head on.</source>
        <translation>此任务需要 transformers 能加上分类头的架构。</translation>
    </message>
    <message>
        <source>The task whose columns are looked for.</source>
        <translation>按哪个任务查找列。</translation>
    </message>
    <message>
        <source>The text as tokens, all entries of the vocabulary, or the lengths of a data set&apos;s rows.</source>
        <translation>文本的词元、词表的全部词条，或数据集各行的长度。</translation>
    </message>
    <message>
        <source>The text is the question: give the text that holds the answer as the second text.</source>
        <translation>此文本是问题：请把包含答案的文本作为第二段文本给出。</translation>
    </message>
    <message>
        <source>The text is {tokens:,} tokens long, and this model has places for {most:,}.</source>
        <translation>文本长 {tokens:,} 个词元，而此模型只有 {most:,} 个位置。</translation>
    </message>
    <message>
        <source>The text to look at.</source>
        <translation>要查看的文本。</translation>
    </message>
    <message>
        <source>The tokenizer has {tokens:,} entries but the model only {rows:,}: they don&apos;t belong together.</source>
        <translation>分词器有 {tokens:,} 个词条，而模型只有 {rows:,} 个：两者不匹配。</translation>
    </message>
    <message>
        <source>The tokenizer of this model has no mask token to begin from.</source>
        <translation>此模型的分词器没有可作为起点的掩码词元。</translation>
    </message>
    <message>
        <source>The torch of the engine {name} is built without CUDA.</source>
        <translation>引擎 {name} 的 torch 不含 CUDA。</translation>
    </message>
    <message>
        <source>The two directions in which the newest snapshot, the first one or all of them spread most.</source>
        <translation>最新快照、最早快照或全部快照分布最广的两个方向。</translation>
    </message>
    <message>
        <source>The two have other heads, so that what they say can&apos;t be put beside each other.</source>
        <translation>两者的输出头不同，因此无法对照它们的回答。</translation>
    </message>
    <message>
        <source>The two models have other numbers of layers or heads, so that nothing can be subtracted.</source>
        <translation>两个模型的层数或头数不同，因此无法相减。</translation>
    </message>
    <message>
        <source>The two models read this text as different tokens, so that nothing can be subtracted.</source>
        <translation>两个模型把这段文本读成不同的词元，因此无法相减。</translation>
    </message>
    <message>
        <source>The vectors of the run&apos;s texts, or of its tokens in the embedding table.</source>
        <translation>运行所跟踪文本的向量，或其词元在嵌入表中的向量。</translation>
    </message>
    <message>
        <source>The view: tokens, embeddings, attention, predictions, difference, time or report.</source>
        <translation>视图：tokens、embeddings、attention、predictions、difference、time 或 report。</translation>
    </message>
    <message>
        <source>The weights file {file} is damaged.</source>
        <translation>权重文件 {file} 已损坏。</translation>
    </message>
    <message>
        <source>The weights in {folder} are pickled ({file}), which can run code when opened.</source>
        <translation>{folder} 中的权重是 pickle 格式（{file}），打开时可能执行代码。</translation>
    </message>
    <message>
        <source>The weights in {folder} do not belong to its config.json.</source>
        <translation>{folder} 中的权重与 config.json 不匹配。</translation>
    </message>
    <message>
        <source>The weights may be damaged or the training may have diverged. Choose another checkpoint, or load the model again.</source>
        <translation>权重可能已损坏，或训练可能已发散。请选择其他检查点，或重新加载模型。</translation>
    </message>
    <message>
        <source>The weights miss what they should sum to by {gap:.3f}: take more steps, or another baseline.</source>
        <translation>权重之和与应有的值相差 {gap:.3f}：请增加步数，或换一个基线。</translation>
    </message>
    <message>
        <source>The window and your other data are unharmed. Save the file as CSV or JSON lines, or a part of it, and open that.</source>
        <translation>窗口和您的其他数据不受影响。请把文件（或其中一部分）存为 CSV 或 JSON Lines 再打开。</translation>
    </message>
    <message>
        <source>Their row stays in training, so they can&apos;t be measured. Add rows, or join them with another label.</source>
        <translation>这些行会留在训练集中，因此无法评估。请添加行，或并入其他标签。</translation>
    </message>
    <message>
        <source>There are no tokens to look at: this tokenizer adds none to an empty text.</source>
        <translation>没有可查看的词元：此分词器不会为空文本添加词元。</translation>
    </message>
    <message>
        <source>There are those of steps {names}.</source>
        <translation>现有检查点的步数：{names}。</translation>
    </message>
    <message>
        <source>There are {count:,} rows like this.</source>
        <translation>这样的行有 {count:,} 行。</translation>
    </message>
    <message>
        <source>There are {count} tokens, and number {place} was asked for.</source>
        <translation>共有 {count} 个词元，而请求的是第 {place} 个。</translation>
    </message>
    <message>
        <source>There are {layers} layers, and number {value} was asked for.</source>
        <translation>共有 {layers} 层，而请求的是第 {value} 层。</translation>
    </message>
    <message>
        <source>There are {most} {what}, and number {value} was asked for.</source>
        <translation>{what}共有 {most} 个，而请求的是第 {value} 个。</translation>
    </message>
    <message>
        <source>There are: {names}.</source>
        <translation>可用的有：{names}。</translation>
    </message>
    <message>
        <source>There is a header, but nothing below it.</source>
        <translation>只有表头，下面没有内容。</translation>
    </message>
    <message>
        <source>There is already a file at {path}.</source>
        <translation>{path} 处已有文件。</translation>
    </message>
    <message>
        <source>There is an engine {name} already.</source>
        <translation>已有名为 {name} 的引擎。</translation>
    </message>
    <message>
        <source>There is no adapter_model.safetensors.</source>
        <translation>缺少 adapter_model.safetensors。</translation>
    </message>
    <message>
        <source>There is no answer to explain: put {mask} where a word is to be found, or choose a place.</source>
        <translation>没有可解释的回答：请在要预测的词处写 {mask}，或选择一个位置。</translation>
    </message>
    <message>
        <source>There is no answer to explain: the context, which is the second text, is empty.</source>
        <translation>没有可解释的回答：作为上下文的第二段文本为空。</translation>
    </message>
    <message>
        <source>There is no engine {name}.</source>
        <translation>没有名为 {name} 的引擎。</translation>
    </message>
    <message>
        <source>There is no export format {name}.</source>
        <translation>没有名为 {name} 的导出格式。</translation>
    </message>
    <message>
        <source>There is no file {file}.</source>
        <translation>文件 {file} 不存在。</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <translation>文件夹 {folder} 不存在。</translation>
    </message>
    <message>
        <source>There is no folder {path}.</source>
        <translation>文件夹 {path} 不存在。</translation>
    </message>
    <message>
        <source>There is no inspector {name}.</source>
        <translation>没有名为 {name} 的视图。</translation>
    </message>
    <message>
        <source>There is no job file {file}.</source>
        <translation>作业文件 {file} 不存在。</translation>
    </message>
    <message>
        <source>There is no logit lens: after the last layer it misses what the model says by {gap:.1e}.</source>
        <translation>没有 logit lens：在最后一层之后，它与模型的输出相差 {gap:.1e}。</translation>
    </message>
    <message>
        <source>There is no model folder {folder}.</source>
        <translation>模型文件夹 {folder} 不存在。</translation>
    </message>
    <message>
        <source>There is no run {text}.</source>
        <translation>没有名为 {text} 的运行。</translation>
    </message>
    <message>
        <source>There is no starter {name}.</source>
        <translation>没有名为 {name} 的自带模型。</translation>
    </message>
    <message>
        <source>There is no task {name}.</source>
        <translation>没有名为 {name} 的任务。</translation>
    </message>
    <message>
        <source>There is no text encoding called {name}.</source>
        <translation>没有名为 {name} 的文本编码。</translation>
    </message>
    <message>
        <source>There is no text in it.</source>
        <translation>其中没有文本。</translation>
    </message>
    <message>
        <source>There is no variant {name} on this system.</source>
        <translation>此系统没有 {name} 这种版本。</translation>
    </message>
    <message>
        <source>There is no {device} device on this machine that torch can use.</source>
        <translation>本机没有 torch 可用的 {device} 设备。</translation>
    </message>
    <message>
        <source>There is not enough memory for this job.</source>
        <translation>内存不足，无法运行此作业。</translation>
    </message>
    <message>
        <source>There is not enough memory for this look.</source>
        <translation>内存不足，无法查看。</translation>
    </message>
    <message>
        <source>There is not one row in it.</source>
        <translation>其中一行都没有。</translation>
    </message>
    <message>
        <source>There is nothing to predict.</source>
        <translation>没有可预测的内容。</translation>
    </message>
    <message>
        <source>There is nothing to write.</source>
        <translation>没有可写入的内容。</translation>
    </message>
    <message>
        <source>These are there: {names}.</source>
        <translation>可用的有：{names}。</translation>
    </message>
    <message>
        <source>These vectors can&apos;t be shown: they hold values that are not numbers.</source>
        <translation>无法显示这些向量：其中有的值不是有效数字。</translation>
    </message>
    <message>
        <source>They are left out. Fill them in the file to use them.</source>
        <translation>这些行会被跳过。在文件中补全后即可使用。</translation>
    </message>
    <message>
        <source>They count as different labels. Write them alike in the file if they mean the same.</source>
        <translation>它们会被当作不同的标签。如果含义相同，请在文件中统一写法。</translation>
    </message>
    <message>
        <source>This fetches the packages: {line}</source>
        <translation>这样可获取软件包：{line}</translation>
    </message>
    <message>
        <source>This installs what is needed there: {line}</source>
        <translation>这样可在那里安装所需内容：{line}</translation>
    </message>
    <message>
        <source>This model has no head that predicts: it gives each token a vector. Look at its embeddings and its attention.</source>
        <translation>此模型没有用于预测的输出头：它为每个词元给出一个向量。请查看它的嵌入和注意力。</translation>
    </message>
    <message>
        <source>This model has no head, so that there is no answer to explain.</source>
        <translation>此模型没有输出头，因此没有可解释的回答。</translation>
    </message>
    <message>
        <source>This model has no label {name}.</source>
        <translation>此模型没有名为 {name} 的标签。</translation>
    </message>
    <message>
        <source>This model has no {side}.</source>
        <translation>此模型没有{side}。</translation>
    </message>
    <message>
        <source>This model would show random numbers: {count} of its tensors were in no checkpoint.</source>
        <translation>此模型只会显示随机数：它有 {count} 个张量不在任何检查点中。</translation>
    </message>
    <message>
        <source>This text has no mask.</source>
        <translation>这段文本中没有掩码。</translation>
    </message>
    <message>
        <source>This view has to be made again before it can be saved.</source>
        <translation>此视图需要重新生成才能保存。</translation>
    </message>
    <message>
        <source>This vocabulary has no entry {token}.</source>
        <translation>词表中没有词条 {token}。</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>To token</source>
        <translation>结束词元</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Token vectors that moved the most ({changed:,} of {all:,} moved)</source>
        <translation>移动最大的词元向量（{all:,} 个中有 {changed:,} 个移动）</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>Tokenizer and weights may belong to different models.</source>
        <translation>分词器和权重可能属于不同的模型。</translation>
    </message>
    <message>
        <source>Tokenizer from</source>
        <translation>分词器来源</translation>
    </message>
    <message>
        <source>Tokenizers</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>Tokenizing</source>
        <translation>正在分词</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Tokens after which a text is cut, special tokens included; 0 cuts nothing.</source>
        <translation>文本在多少个词元后截断，含特殊词元；0 表示不截断。</translation>
    </message>
    <message>
        <source>Tokens by {name}</source>
        <translation>{name} 的词元</translation>
    </message>
    <message>
        <source>Tokens followed</source>
        <translation>跟踪的词元</translation>
    </message>
    <message>
        <source>Tokens of the text at layer {layer} of {layers}</source>
        <translation>第 {layer} / {layers} 层的文本词元</translation>
    </message>
    <message>
        <source>Tokens, embeddings and predictions can.</source>
        <translation>词元、嵌入和预测可以查看。</translation>
    </message>
    <message>
        <source>Took {time}.</source>
        <translation>用时 {time}。</translation>
    </message>
    <message>
        <source>Train the job of a file.</source>
        <translation>训练文件中描述的作业。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Training data</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>Training diverged: the loss is no number any more ({count} steps so far).</source>
        <translation>训练发散：损失已不是有效数字（已有 {count} 步）。</translation>
    </message>
    <message>
        <source>Trustworthiness is 1 where all neighbours on the map are neighbours among the vectors, and about 0.5 where they are drawn by lot (Venna and Kaski 2001).</source>
        <translation>图中所有近邻在向量中也是近邻时，可信度为 1；近邻随机抽取时约为 0.5（Venna 和 Kaski，2001）。</translation>
    </message>
    <message>
        <source>Trustworthiness {trust:.3f} (neighbours: {near}; points: all {rows:,}).</source>
        <translation>可信度 {trust:.3f}（近邻：{near}；点：全部 {rows:,} 个）。</translation>
    </message>
    <message>
        <source>Trustworthiness {trust:.3f} (neighbours: {near}; points: {rows:,} drawn at random).</source>
        <translation>可信度 {trust:.3f}（近邻：{near}；点：随机抽取 {rows:,} 个）。</translation>
    </message>
    <message>
        <source>Try again, or name another Python.</source>
        <translation>请重试，或指定其他 Python。</translation>
    </message>
    <message>
        <source>Type a longer text.</source>
        <translation>请输入更长的文本。</translation>
    </message>
    <message>
        <source>Type a text.</source>
        <translation>请输入文本。</translation>
    </message>
    <message>
        <source>Type one text a line, or choose a file.</source>
        <translation>请每行输入一段文本，或选择文件。</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Use a Python of your own as an engine; it needs torch and the packages of the engine.</source>
        <translation>用您自己的 Python 作为引擎；它需要 torch 和引擎的各软件包。</translation>
    </message>
    <message>
        <source>Used as</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Vector {row}, value {column}: {value}.</source>
        <translation>第 {row} 个向量的第 {column} 个值：{value}。</translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation>向量</translation>
    </message>
    <message>
        <source>Vectors of the model&apos;s table of embeddings. In most vocabularies low ids are frequent.</source>
        <translation>模型嵌入表中的向量。在多数词表中，编号小的词条较常见。</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Vocabulary: {count:,} entries</source>
        <translation>词表：{count:,} 个词条</translation>
    </message>
    <message>
        <source>Wait for its first evaluation, or ask it for a checkpoint now.</source>
        <translation>请等待它的首次评估，或现在就让它保存检查点。</translation>
    </message>
    <message>
        <source>Wait for the end of its jobs, or stop them.</source>
        <translation>请等待其作业结束，或停止它们。</translation>
    </message>
    <message>
        <source>Wait until it has begun, or name its base model instead.</source>
        <translation>请等它开始，或改为指定它的基础模型。</translation>
    </message>
    <message>
        <source>Weighted by values</source>
        <translation>按值加权</translation>
    </message>
    <message>
        <source>What an encoder-decoder is to have written.</source>
        <translation>假定编码器-解码器已写出的内容。</translation>
    </message>
    <message>
        <source>What each head does</source>
        <translation>每个头的作用</translation>
    </message>
    <message>
        <source>What integrated gradients start from: zeros, or the vector of the mask or of the padding at every place; by itself zeros, and the padding where zeros are nothing that the model could read.</source>
        <translation>积分梯度的起点：零向量，或每个位置上掩码或填充的向量；默认为零向量，模型无法读取零向量时取填充。</translation>
    </message>
    <message>
        <source>What is cut</source>
        <translation>截断情况</translation>
    </message>
    <message>
        <source>What it writes</source>
        <translation>模型写出的内容</translation>
    </message>
    <message>
        <source>What the model says of a text, from which layer on it says so, and which tokens it comes from.</source>
        <translation>模型对文本的回答、从哪一层起这样回答，以及依据哪些词元。</translation>
    </message>
    <message>
        <source>What the model says, how it comes about from layer to layer, which tokens it comes from, or all.</source>
        <translation>模型的回答、它如何逐层形成、依据哪些词元，或全部。</translation>
    </message>
    <message>
        <source>What this model says is no numbers, so that nothing is drawn: its weights may be damaged.</source>
        <translation>此模型的输出不是有效数字，因此不绘制：它的权重可能已损坏。</translation>
    </message>
    <message>
        <source>What training changed: attention heads, hidden states, token vectors and predictions, beside those of the base.</source>
        <translation>训练改变了什么：注意力头、隐藏状态、词元向量和预测，与基座模型对照。</translation>
    </message>
    <message>
        <source>What was captured of this model isn&apos;t what it should be, so that nothing is drawn.</source>
        <translation>从此模型获取的内容与预期不符，因此不绘制。</translation>
    </message>
    <message>
        <source>When there would be more, every second one is dropped and from then on half as many are taken.</source>
        <translation>将要超出时，每两个快照丢弃一个，此后保存的频率减半。</translation>
    </message>
    <message>
        <source>Where the tokens&apos; last states moved</source>
        <translation>词元最后一层状态的移动</translation>
    </message>
    <message>
        <source>Where this came from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Where {answer} comes from</source>
        <translation>{answer} 的依据</translation>
    </message>
    <message>
        <source>Which token looks at which: all heads of all layers at once, and the map of each.</source>
        <translation>哪个词元关注哪个：所有层的所有头一览，以及每个头的热图。</translation>
    </message>
    <message>
        <source>Which tokens or texts the model takes for alike: a map of their vectors, and the nearest neighbours of each.</source>
        <translation>模型认为哪些词元或文本相似：它们的向量图，以及每一个的近邻。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Width inside each block&apos;s feed-forward network; empty takes what the family usually has.</source>
        <translation>每个块中前馈网络内部的宽度；留空则采用该系列的常用值。</translation>
    </message>
    <message>
        <source>Width of a picture in pixels.</source>
        <translation>图片宽度，以像素为单位。</translation>
    </message>
    <message>
        <source>Without a network, fetch the packages on a computer of the same kind, and choose their folder here: {line}</source>
        <translation>没有网络时，请在同类电脑上获取软件包，再在这里选择其文件夹：{line}</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Words or entries of the vocabulary whose vectors in the embedding table are followed.</source>
        <translation>跟踪这些词或词表词条在嵌入表中的向量。</translation>
    </message>
    <message>
        <source>Write it as it stands in the map, or as # with its number.</source>
        <translation>请按图中的写法填写，或写 # 加编号。</translation>
    </message>
    <message>
        <source>Wrote {path}.</source>
        <translation>已写入 {path}。</translation>
    </message>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 个</translation>
    </message>
    <message>
        <source>and {count} more lines</source>
        <translation>另有 {count} 条曲线</translation>
    </message>
    <message>
        <source>and {count} more rows</source>
        <translation>另有 {count} 行</translation>
    </message>
    <message>
        <source>and {count} more tokens</source>
        <translation>另有 {count} 个词元</translation>
    </message>
    <message>
        <source>answer column</source>
        <translation>回答列</translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation>计算方式</translation>
    </message>
    <message>
        <source>attention {name}</source>
        <translation>注意力实现 {name}</translation>
    </message>
    <message>
        <source>attribution</source>
        <translation>归因</translation>
    </message>
    <message>
        <source>base {name}</source>
        <translation>基础模型 {name}</translation>
    </message>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>bpe</source>
        <translation>BPE</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>bytes of a character, in hex</source>
        <translation>字符的字节（十六进制）</translation>
    </message>
    <message>
        <source>conversation column</source>
        <translation>对话列</translation>
    </message>
    <message>
        <source>cosine to the first</source>
        <translation>与最初的余弦</translation>
    </message>
    <message>
        <source>cross</source>
        <translation>交叉</translation>
    </message>
    <message>
        <source>cross-attention: the decoder looks at the encoder</source>
        <translation>交叉注意力（解码器关注编码器）</translation>
    </message>
    <message>
        <source>cu130, cu126 (for older NVIDIA drivers) or cpu.</source>
        <translation>cu130、cu126（用于较旧的 NVIDIA 驱动程序）或 cpu。</translation>
    </message>
    <message>
        <source>cut off: the model does not see it</source>
        <translation>已截断：模型看不到</translation>
    </message>
    <message>
        <source>devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>distance from the first</source>
        <translation>与最初的距离</translation>
    </message>
    <message>
        <source>dropout</source>
        <translation>随机丢弃</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>features</source>
        <translation>主体输出</translation>
    </message>
    <message>
        <source>first</source>
        <translation>第一个</translation>
    </message>
    <message>
        <source>first token</source>
        <translation>第一个词元</translation>
    </message>
    <message>
        <source>found</source>
        <translation>找到</translation>
    </message>
    <message>
        <source>from first to last</source>
        <translation>从最初到最后</translation>
    </message>
    <message>
        <source>from step {first} to step {last}</source>
        <translation>从第 {first} 步到第 {last} 步</translation>
    </message>
    <message>
        <source>gradient-x-input</source>
        <translation>梯度 × 输入</translation>
    </message>
    <message>
        <source>hash {hash}</source>
        <translation>哈希 {hash}</translation>
    </message>
    <message>
        <source>head</source>
        <translation>分类头</translation>
    </message>
    <message>
        <source>heads</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>integrated-gradients</source>
        <translation>积分梯度</translation>
    </message>
    <message>
        <source>is looked at</source>
        <translation>被关注方</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>last</source>
        <translation>最后一个</translation>
    </message>
    <message>
        <source>last token</source>
        <translation>最后一个词元</translation>
    </message>
    <message>
        <source>layer {layer}</source>
        <translation>第 {layer} 层</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>lengths</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>lens</source>
        <translation>lens</translation>
    </message>
    <message>
        <source>looks</source>
        <translation>关注方</translation>
    </message>
    <message>
        <source>map</source>
        <translation>图</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>mask pool</source>
        <translation>掩码池</translation>
    </message>
    <message>
        <source>max</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>mean of the tokens</source>
        <translation>词元平均</translation>
    </message>
    <message>
        <source>model code</source>
        <translation>模型代码</translation>
    </message>
    <message>
        <source>model {name}</source>
        <translation>模型 {name}</translation>
    </message>
    <message>
        <source>nats per token</source>
        <translation>每词元奈特数</translation>
    </message>
    <message>
        <source>neighbours</source>
        <translation>近邻</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>非有效数字</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>尚未检查</translation>
    </message>
    <message>
        <source>not usable</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>numbers {name}</source>
        <translation>数值类型 {name}</translation>
    </message>
    <message>
        <source>of its length</source>
        <translation>占其长度</translation>
    </message>
    <message>
        <source>over {size}</source>
        <translation>超过 {size}</translation>
    </message>
    <message>
        <source>pad</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>pca</source>
        <translation>PCA</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>prompt column</source>
        <translation>提示词列</translation>
    </message>
    <message>
        <source>rollout</source>
        <translation>rollout</translation>
    </message>
    <message>
        <source>run {name}</source>
        <translation>运行 {name}</translation>
    </message>
    <message>
        <source>see its model card</source>
        <translation>见其模型卡</translation>
    </message>
    <message>
        <source>self-attention of the decoder</source>
        <translation>解码器的自注意力</translation>
    </message>
    <message>
        <source>self-attention of the encoder</source>
        <translation>编码器的自注意力</translation>
    </message>
    <message>
        <source>snapshots</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>source column</source>
        <translation>源文本列</translation>
    </message>
    <message>
        <source>special token</source>
        <translation>特殊词元</translation>
    </message>
    <message>
        <source>t-SNE map of {count:,} vectors</source>
        <translation>{count:,} 个向量的 t-SNE 图</translation>
    </message>
    <message>
        <source>t-SNE, iteration {iteration} of {all}</source>
        <translation>t-SNE，迭代 {iteration} / {all}</translation>
    </message>
    <message>
        <source>t-SNE, perplexity {perplexity:.0f}, {iterations} iterations: Kullback-Leibler divergence {kl:.3f} nats.</source>
        <translation>t-SNE，困惑度 {perplexity:.0f}，迭代 {iterations} 次：KL 散度 {kl:.3f} 奈特。</translation>
    </message>
    <message>
        <source>target column</source>
        <translation>目标文本列</translation>
    </message>
    <message>
        <source>textbook</source>
        <translation>教科书式</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>the mask&apos;s vector at every place</source>
        <translation>各位置的掩码向量</translation>
    </message>
    <message>
        <source>the padding&apos;s vector at every place</source>
        <translation>各位置的填充向量</translation>
    </message>
    <message>
        <source>the token that turned most</source>
        <translation>转动最大的词元</translation>
    </message>
    <message>
        <source>token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>torch can&apos;t be loaded by {python}.</source>
        <translation>{python} 无法加载 torch。</translation>
    </message>
    <message>
        <source>tsne</source>
        <translation>t-SNE</translation>
    </message>
    <message>
        <source>tuned {name}</source>
        <translation>微调后 {name}</translation>
    </message>
    <message>
        <source>unigram</source>
        <translation>Unigram</translation>
    </message>
    <message>
        <source>unknown to the tokenizer: the text that it swallowed</source>
        <translation>分词器不认识：被它吞掉的文本</translation>
    </message>
    <message>
        <source>used</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>vectors</source>
        <translation>向量</translation>
    </message>
    <message>
        <source>vectors of zeros</source>
        <translation>零向量</translation>
    </message>
    <message>
        <source>vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>wall</source>
        <translation>所有头</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>wordpiece</source>
        <translation>WordPiece</translation>
    </message>
    <message>
        <source>zero</source>
        <translation>零</translation>
    </message>
    <message>
        <source>{after} beside {before}</source>
        <translation>{after} 与 {before} 对照</translation>
    </message>
    <message>
        <source>{before}: {one} heads in all; {after}: {two}.</source>
        <translation>{before}：共 {one} 个头；{after}：{two} 个。</translation>
    </message>
    <message>
        <source>{count:,} lines of the text.</source>
        <translation>文本的 {count:,} 行。</translation>
    </message>
    <message>
        <source>{count:,} of {all:,} rows of {file}, drawn at random.</source>
        <translation>从 {file} 的 {all:,} 行中随机抽取的 {count:,} 行。</translation>
    </message>
    <message>
        <source>{count:,} rows of {file}.</source>
        <translation>{file} 的 {count:,} 行。</translation>
    </message>
    <message>
        <source>{count:,} texts</source>
        <translation>{count:,} 条文本</translation>
    </message>
    <message>
        <source>{count} others</source>
        <translation>其他 {count} 类</translation>
    </message>
    <message>
        <source>{count} tensors are missing or of another size, among them {names}.</source>
        <translation>有 {count} 个张量缺失或大小不符，例如 {names}。</translation>
    </message>
    <message>
        <source>{device}, {precision}: loss {first:.3f}, after 8 steps {last:.3f}</source>
        <translation>{device}，{precision}：损失 {first:.3f}，8 步后 {last:.3f}</translation>
    </message>
    <message>
        <source>{file}: {error}.</source>
        <translation>{file}：{error}。</translation>
    </message>
    <message>
        <source>{folder} ({free} free)</source>
        <translation>{folder}（可用 {free}）</translation>
    </message>
    <message>
        <source>{folder} already holds something ({name}).</source>
        <translation>{folder} 中已有内容（{name}）。</translation>
    </message>
    <message>
        <source>{folder} is a file.</source>
        <translation>{folder} 是一个文件。</translation>
    </message>
    <message>
        <source>{folder} is not there.</source>
        <translation>{folder} 不存在。</translation>
    </message>
    <message>
        <source>{folder}: {error}</source>
        <translation>{folder}：{error}</translation>
    </message>
    <message>
        <source>{kind}: {error}</source>
        <translation>{kind}：{error}</translation>
    </message>
    <message>
        <source>{names}</source>
        <translation>{names}</translation>
    </message>
    <message>
        <source>{names}.</source>
        <translation>{names}。</translation>
    </message>
    <message>
        <source>{name} is no name for an engine.</source>
        <translation>{name} 不能作为引擎的名称。</translation>
    </message>
    <message>
        <source>{name}.</source>
        <translation>{name}。</translation>
    </message>
    <message>
        <source>{new} and the data folder {old} lie one in the other.</source>
        <translation>{new} 与数据文件夹 {old} 一个在另一个之内。</translation>
    </message>
    <message>
        <source>{parameters:,} parameters, {size}</source>
        <translation>{parameters:,} 个参数，{size}</translation>
    </message>
    <message>
        <source>{path} could not be deleted; another program may use it.</source>
        <translation>{path} 无法删除；可能有其他程序在使用它。</translation>
    </message>
    <message>
        <source>{python} can&apos;t run the engine.</source>
        <translation>{python} 无法运行引擎。</translation>
    </message>
    <message>
        <source>{python} has packages of other versions than the engine needs.</source>
        <translation>{python} 中软件包的版本与引擎所需的不同。</translation>
    </message>
    <message>
        <source>{python} is Python {version}; the engine needs 3.11 or newer.</source>
        <translation>{python} 是 Python {version}；引擎需要 3.11 或更新版本。</translation>
    </message>
    <message>
        <source>{python} lacks packages that the engine needs: {names}.</source>
        <translation>{python} 缺少引擎所需的软件包：{names}。</translation>
    </message>
    <message>
        <source>{reason}</source>
        <translation>{reason}</translation>
    </message>
    <message>
        <source>{size} were deleted.</source>
        <translation>已删除 {size}。</translation>
    </message>
    <message>
        <source>{title}: {remedy}</source>
        <translation>{title}：{remedy}</translation>
    </message>
    <message>
        <source>{version}</source>
        <translation>{version}</translation>
    </message>
    <message>
        <source>{what} can&apos;t be cleaned.</source>
        <translation>{what} 不能清理。</translation>
    </message>
    <message>
        <source>{what}: {done} of {total}</source>
        <translation>{what}：{done} / {total}</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>How often every training row is seen; empty takes 3, and more for small data, which needs more looks.</source>
        <translation>每个训练行被学习的次数；留空取 3 轮，数据少时更多，因为需要多看几遍。</translation>
    </message>
    <message>
        <source>-log2 of each token&apos;s probability after those before it; the first has none before it. Mean {mean:.2f} bits, perplexity {perplexity:,.1f}.</source>
        <translation>每个词元在其前文之后出现的概率的 -log2；第一个词元没有前文。平均 {mean:.2f} 比特，困惑度 {perplexity:,.1f}。</translation>
    </message>
    <message>
        <source>0 is the embedding, {layers} the last layer.</source>
        <translation>0 是嵌入，{layers} 是最后一层。</translation>
    </message>
    <message>
        <source>1 minus the cosine, a row for each layer.</source>
        <translation>1 减去余弦，每层一行。</translation>
    </message>
    <message>
        <source>A new or empty folder.</source>
        <translation>新的或空的文件夹。</translation>
    </message>
    <message>
        <source>A small decoder of English and Chinese, pretrained here: it continues texts, and learns to answer by instruction tuning.</source>
        <translation>小型中英文解码器，由本程序预训练：能续写文本，经指令微调可学会回答问题。</translation>
    </message>
    <message>
        <source>A small encoder of English and Chinese, pretrained here by filling in hidden words: for trying out and for continuing.</source>
        <translation>小型中英文编码器，由本程序通过填补被掩盖的词来预训练：适合试用和继续训练。</translation>
    </message>
    <message>
        <source>A small encoder-decoder of English and Chinese, pretrained here by writing out hidden text: for translating and rewriting.</source>
        <translation>小型中英文编码器-解码器，由本程序通过写出被掩盖的文本来预训练：适合翻译和改写。</translation>
    </message>
    <message>
        <source>A text&apos;s vector is the mean of its tokens&apos; vectors, or that of its first token.</source>
        <translation>文本的向量取各词元向量的平均，或取第一个词元的向量。</translation>
    </message>
    <message>
        <source>A tokenizer of {entries:,} entries was trained: {rate:.2f} characters a token, {coverage:.2%} of the text comes back.</source>
        <translation>已训练含 {entries:,} 个词条的分词器：每个词元 {rate:.2f} 个字符，可还原 {coverage:.2%} 的文本。</translation>
    </message>
    <message>
        <source>A training step</source>
        <translation>一个训练步</translation>
    </message>
    <message>
        <source>A vocabulary of {vocabulary:,} entries is too small.</source>
        <translation>{vocabulary:,} 个词条的词表太小。</translation>
    </message>
    <message>
        <source>Add documents, separate them by line ends or blank lines, or give a validation file of its own.</source>
        <translation>请添加文档，用换行或空行分隔文档，或提供单独的验证文件。</translation>
    </message>
    <message>
        <source>Add text, or lower training.batch_size or training.max_length.</source>
        <translation>请添加文本，或减小 training.batch_size 或 training.max_length。</translation>
    </message>
    <message>
        <source>Among them {names}.</source>
        <translation>例如 {names}。</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Answer questions (lines of JSON) from the standard input as they come.</source>
        <translation>从标准输入逐行读取问题（每行一个 JSON），随到随答。</translation>
    </message>
    <message>
        <source>Ask for at least {needed:,} entries; 8,000 to 32,000 are usual.</source>
        <translation>请至少设为 {needed:,} 个词条；通常为 8,000 到 32,000。</translation>
    </message>
    <message>
        <source>Ask it with tunebench generate.</source>
        <translation>请用 tunebench generate 向它提问。</translation>
    </message>
    <message>
        <source>Ask it with tunebench predict, or choose a decoder or an encoder-decoder.</source>
        <translation>请用 tunebench predict 向它提问，或选择解码器或编码器-解码器。</translation>
    </message>
    <message>
        <source>Asking the frozen body about every row, once</source>
        <translation>正在用冻结的模型主体处理所有行，只需一次</translation>
    </message>
    <message>
        <source>BLEU {bleu:.1f}, chrF {chrf:.1f} over {rows} texts.</source>
        <translation>{rows} 条文本：BLEU {bleu:.1f}，chrF {chrf:.1f}。</translation>
    </message>
    <message>
        <source>Beams</source>
        <translation>束宽</translation>
    </message>
    <message>
        <source>Caches</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>Caches of opened files and texts</source>
        <translation>已打开文件和文本的缓存</translation>
    </message>
    <message>
        <source>Causal language modelling</source>
        <translation>因果语言建模</translation>
    </message>
    <message>
        <source>Chinese messages of the engine</source>
        <translation>引擎的中文消息</translation>
    </message>
    <message>
        <source>Chinese texts of the window</source>
        <translation>窗口的中文文本</translation>
    </message>
    <message>
        <source>Choose LoRA or full fine-tuning.</source>
        <translation>请选择 LoRA 或全量微调。</translation>
    </message>
    <message>
        <source>Choose a file with texts; of a table, name the column that holds them.</source>
        <translation>请选择含有文本的文件；如果是表格，请指定文本所在的列。</translation>
    </message>
    <message>
        <source>Choose a folder with files of these kinds: {names}.</source>
        <translation>请选择含有以下类型文件的文件夹：{names}。</translation>
    </message>
    <message>
        <source>Choose a model of the T5 kind, or start a new encoder-decoder.</source>
        <translation>请选择 T5 一类的模型，或新建编码器-解码器。</translation>
    </message>
    <message>
        <source>Choose a new or an empty folder elsewhere.</source>
        <translation>请在别处选择一个新的或空的文件夹。</translation>
    </message>
    <message>
        <source>Choose a width and a number of heads whose ratio is even.</source>
        <translation>请选择宽度和头数，使两者之比为偶数。</translation>
    </message>
    <message>
        <source>Choose an encoder that was made for masked language modelling, or start a new model.</source>
        <translation>请选择适用于掩码语言建模的编码器，或新建模型。</translation>
    </message>
    <message>
        <source>Choose another disk, or delete runs and clean the caches first.</source>
        <translation>请选择其他磁盘，或先删除运行并清理缓存。</translation>
    </message>
    <message>
        <source>Choose another folder or disk, or free some space there, and try again.</source>
        <translation>请选择其他文件夹或磁盘，或在那里腾出空间，然后重试。</translation>
    </message>
    <message>
        <source>Choose heads so that each gets the same share of the width, for example {example}.</source>
        <translation>请选择能平分宽度的头数，例如 {example}。</translation>
    </message>
    <message>
        <source>Choose the columns for prompt and answer, or one that holds messages with role and content.</source>
        <translation>请选择提示词列和回答列，或选择由带有 role 和 content 的消息组成的列。</translation>
    </message>
    <message>
        <source>Close the other programs that use it, and try again.</source>
        <translation>请关闭使用它的其他程序，然后重试。</translation>
    </message>
    <message>
        <source>Connect the disk that it is on; to begin anew at the usual place, delete {file}.</source>
        <translation>请连接它所在的磁盘；要在通常的位置重新开始，请删除 {file}。</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Conversations usually alternate between user and assistant and begin with the user.</source>
        <translation>对话通常由 user 和 assistant 交替发言，并以 user 开头。</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Delete it in Settings, or make it there again; jobs go on with the engine that came with the program.</source>
        <translation>请在设置中删除它，或在那里重新创建；作业会继续使用程序自带的引擎。</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Draw every dropout mask anew and keep frozen weights in full precision; slower, and no better on average.</source>
        <translation>每次都重新抽取丢弃掩码，冻结的权重保持全精度；更慢，平均而言并不更好。</translation>
    </message>
    <message>
        <source>Drawn views into a model</source>
        <translation>绘制的模型视图</translation>
    </message>
    <message>
        <source>Dropout of the views</source>
        <translation>视图丢弃率</translation>
    </message>
    <message>
        <source>Each cell holds a list such as [{{&quot;role&quot;: &quot;user&quot;, &quot;content&quot;: &quot;…&quot;}}, {{&quot;role&quot;: &quot;assistant&quot;, &quot;content&quot;: &quot;…&quot;}}].</source>
        <translation>每个单元格应是这样的列表：[{{&quot;role&quot;: &quot;user&quot;, &quot;content&quot;: &quot;…&quot;}}, {{&quot;role&quot;: &quot;assistant&quot;, &quot;content&quot;: &quot;…&quot;}}]。</translation>
    </message>
    <message>
        <source>Each head would be {size} wide, and rotary positions turn pairs of numbers.</source>
        <translation>每个头的宽度将是 {size}，而旋转位置编码要求数字成对。</translation>
    </message>
    <message>
        <source>Engine environments</source>
        <translation>引擎环境</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Fonts for Chinese</source>
        <translation>中文字体</translation>
    </message>
    <message>
        <source>For example: {tokens}</source>
        <translation>例如：{tokens}</translation>
    </message>
    <message>
        <source>For models without dropout of their own: without it, a text&apos;s two views would be the same.</source>
        <translation>用于自身没有随机丢弃的模型：不丢弃的话，一段文本的两个视图就会相同。</translation>
    </message>
    <message>
        <source>Free some space or choose another place for runs.</source>
        <translation>请腾出空间，或为运行另选位置。</translation>
    </message>
    <message>
        <source>Free some space: tunebench storage shows what takes how much, and cleans the caches.</source>
        <translation>请腾出一些空间：tunebench storage 会显示各内容占用多少，并可清理缓存。</translation>
    </message>
    <message>
        <source>Give longer texts, or more of them.</source>
        <translation>请提供更长或更多的文本。</translation>
    </message>
    <message>
        <source>Give one with --prompt.</source>
        <translation>请用 --prompt 给出。</translation>
    </message>
    <message>
        <source>Head only</source>
        <translation>仅训练输出头</translation>
    </message>
    <message>
        <source>Hidden share</source>
        <translation>掩码比例</translation>
    </message>
    <message>
        <source>Hide all tokens of a word together, so that a word can&apos;t be guessed from its own pieces.</source>
        <translation>把一个词的所有词元一起掩盖，使模型无法根据词的其他部分猜出它。</translation>
    </message>
    <message>
        <source>How long sizes may be looked for.</source>
        <translation>统计大小最多用多长时间。</translation>
    </message>
    <message>
        <source>How many processor cores the job may use; empty finds by a short trial what is fastest.</source>
        <translation>作业可使用的处理器核心数；留空则通过短暂试算找出最快的数目。</translation>
    </message>
    <message>
        <source>How to write, for example temperature=0.5, top_p=0.9, greedy=true, beams=4, seed=1.</source>
        <translation>生成方式，例如 temperature=0.5、top_p=0.9、greedy=true、beams=4、seed=1。</translation>
    </message>
    <message>
        <source>Install a font with Chinese characters if you want the window in Chinese (Noto Sans CJK, for example).</source>
        <translation>如果想用中文窗口，请安装含有汉字的字体（例如 Noto Sans CJK）。</translation>
    </message>
    <message>
        <source>Install the program again (from source: python3 dev.py setup).</source>
        <translation>请重新安装程序（从源代码：python3 dev.py setup）。</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>请重新安装程序。</translation>
    </message>
    <message>
        <source>Install the system library that is named here; the command line works without it.</source>
        <translation>请安装这里列出的系统库；命令行不需要它。</translation>
    </message>
    <message>
        <source>Instruction tuning</source>
        <translation>指令微调</translation>
    </message>
    <message>
        <source>It is of the task {task} and the method {method}.</source>
        <translation>它的任务是 {task}，方法是 {method}。</translation>
    </message>
    <message>
        <source>Its config names {names}.</source>
        <translation>它的 config.json 中写的是 {names}。</translation>
    </message>
    <message>
        <source>Its tokenizer.json is damaged, or was changed by hand; get it again.</source>
        <translation>它的 tokenizer.json 已损坏，或被手动修改过；请重新获取。</translation>
    </message>
    <message>
        <source>Keep only each layer&apos;s input and compute its insides again for the gradients: a third slower, far less memory.</source>
        <translation>只保留每层的输入，求梯度时重新计算层内的值：速度慢三分之一，内存占用少得多。</translation>
    </message>
    <message>
        <source>Learn to continue text, from nothing or from any decoder: the next token at every place.</source>
        <translation>学习续写文本，可从零开始，也可从任意解码器开始：在每个位置预测下一个词元。</translation>
    </message>
    <message>
        <source>Loaded again by {loader}: {same} of {rows} rows give the same first choice, largest difference {largest:.1e}.</source>
        <translation>由 {loader} 重新加载：{rows} 行中有 {same} 行的首选相同，最大差异为 {largest:.1e}。</translation>
    </message>
    <message>
        <source>Masked language modelling</source>
        <translation>掩码语言建模</translation>
    </message>
    <message>
        <source>Mean span</source>
        <translation>平均片段长度</translation>
    </message>
    <message>
        <source>New model</source>
        <translation>新模型</translation>
    </message>
    <message>
        <source>No row has an answer within {length} tokens.</source>
        <translation>没有任何一行的回答在 {length} 个词元以内。</translation>
    </message>
    <message>
        <source>Not one of its documents has a token.</source>
        <translation>其中没有一篇文档含有词元。</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>没有进行评估。</translation>
    </message>
    <message>
        <source>Of {rows} halves of texts that training never saw, {after:.1f} % find their other half; at the start it was {before:.1f} %.</source>
        <translation>在训练从未见过的 {rows} 个半段文本中，有 {after:.1f}% 能找到自己的另一半；开始时为 {before:.1f}%。</translation>
    </message>
    <message>
        <source>Of {rows} pairs that training never saw, the model puts {after:.1f} % in the right order; at the start it was {before:.1f} %.</source>
        <translation>在训练从未见过的 {rows} 对文本中，模型能排对 {after:.1f}% 的顺序；开始时为 {before:.1f}%。</translation>
    </message>
    <message>
        <source>Of {rows} texts that training never saw, it now names {right} rightly ({after:.1f} %); at the start it was {before:.1f} %.</source>
        <translation>在训练从未见过的 {rows} 条文本中，现在判对 {right} 条（{after:.1f}%）；开始时为 {before:.1f}%。</translation>
    </message>
    <message>
        <source>On text that training never saw, the perplexity fell from {before:,.1f} to {after:,.1f} (loss {loss:.3f}).</source>
        <translation>在训练从未见过的文本上，困惑度从 {before:,.1f} 降到 {after:,.1f}（损失 {loss:.3f}）。</translation>
    </message>
    <message>
        <source>On texts that training never saw, the loss fell from {before:.3f} to {after:.3f}.</source>
        <translation>在训练从未见过的文本上，损失从 {before:.3f} 降到 {after:.3f}。</translation>
    </message>
    <message>
        <source>Only the last layer is trained, on what the untouched model says of each text: done in moments, learns the least.</source>
        <translation>只训练最后一层，以未改动的模型对每条文本的输出为输入：片刻即可完成，但学到的最少。</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Put the old model folder back, or start a new run.</source>
        <translation>请恢复原来的模型文件夹，或开始新的运行。</translation>
    </message>
    <message>
        <source>Put {mask} where a word is to be found.</source>
        <translation>请在要预测的词处写 {mask}。</translation>
    </message>
    <message>
        <source>Raise the maximum length, or give shorter prompts.</source>
        <translation>请提高最大长度，或缩短提示词。</translation>
    </message>
    <message>
        <source>Raise training.max_length, or give shorter prompts.</source>
        <translation>请提高 training.max_length，或缩短提示词。</translation>
    </message>
    <message>
        <source>Row {row} does not fit the model&apos;s chat template.</source>
        <translation>第 {row} 行不符合模型的对话模板。</translation>
    </message>
    <message>
        <source>Row {row} is not a conversation.</source>
        <translation>第 {row} 行不是对话。</translation>
    </message>
    <message>
        <source>Said before every conversation that has none of its own, for example who the assistant is.</source>
        <translation>加在没有系统消息的对话之前，例如说明助手的身份。</translation>
    </message>
    <message>
        <source>Save memory</source>
        <translation>节省内存</translation>
    </message>
    <message>
        <source>Sentence order</source>
        <translation>句子顺序</translation>
    </message>
    <message>
        <source>Sentence vectors</source>
        <translation>句向量</translation>
    </message>
    <message>
        <source>Share of belief spread over all other words; translation models are usually trained with 0.1.</source>
        <translation>分给其他所有词的置信比例；训练翻译模型通常用 0.1。</translation>
    </message>
    <message>
        <source>Share of the tokens that are hidden in each look; 0.15 is usual, up to 0.4 can suit large models.</source>
        <translation>每次掩盖的词元比例；通常为 0.15，大模型最高可用 0.4。</translation>
    </message>
    <message>
        <source>Share of the tokens that are hidden; 0.15 is usual.</source>
        <translation>被掩盖的词元比例；通常为 0.15。</translation>
    </message>
    <message>
        <source>Similarities are divided by it: smaller pushes near neighbours apart more strongly; 0.05 is usual.</source>
        <translation>相似度会除以此值：值越小，越用力把相近的文本推开；通常为 0.05。</translation>
    </message>
    <message>
        <source>So many validation prompts are answered by the finished model and compared (BLEU and chrF); 0 for none.</source>
        <translation>训练结束后，模型回答这么多条验证提示词并加以比较（BLEU 和 chrF）；0 表示不比较。</translation>
    </message>
    <message>
        <source>So many validation texts are translated by the finished model and compared (BLEU and chrF); 0 for none.</source>
        <translation>训练结束后，模型翻译这么多条验证文本并加以比较（BLEU 和 chrF）；0 表示不比较。</translation>
    </message>
    <message>
        <source>Source text</source>
        <translation>源文本</translation>
    </message>
    <message>
        <source>Span denoising</source>
        <translation>片段去噪</translation>
    </message>
    <message>
        <source>Special tokens and single characters alone take up {needed:,}.</source>
        <translation>仅特殊词元和单个字符就占 {needed:,} 个。</translation>
    </message>
    <message>
        <source>Start again with a lower learning rate or more warm-up; the checkpoints that were saved before are intact.</source>
        <translation>请降低学习率或增加预热后重新开始；之前保存的检查点完好无损。</translation>
    </message>
    <message>
        <source>Start from nothing instead of a base: family, layers, width, heads, context, vocabulary.</source>
        <translation>不用基础模型，从零开始：系列、层数、宽度、头数、上下文长度、词表。</translation>
    </message>
    <message>
        <source>Step {step} was skipped: its loss or its gradient is no number.</source>
        <translation>已跳过第 {step} 步：损失或梯度不是有效数字。</translation>
    </message>
    <message>
        <source>System message</source>
        <translation>系统消息</translation>
    </message>
    <message>
        <source>Target text</source>
        <translation>目标文本</translation>
    </message>
    <message>
        <source>Teach a decoder to answer: prompts with answers, or whole conversations (messages).</source>
        <translation>教解码器回答：使用提示词和回答，或完整的对话（messages）。</translation>
    </message>
    <message>
        <source>Teach an encoder a language or a field: hidden words have to be found again.</source>
        <translation>教编码器掌握一门语言或一个领域：找回被掩盖的词。</translation>
    </message>
    <message>
        <source>Teach an encoder how texts hang together: it learns which of two parts comes first.</source>
        <translation>教编码器理解文本的前后衔接：学习判断两部分哪个在前。</translation>
    </message>
    <message>
        <source>Teach an encoder vectors in which like texts lie near each other, from texts alone.</source>
        <translation>仅用文本教编码器生成向量，使相似的文本彼此靠近。</translation>
    </message>
    <message>
        <source>Teach an encoder-decoder a language: hidden stretches of text have to be written out.</source>
        <translation>教编码器-解码器掌握一门语言：写出被掩盖的文本片段。</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Textbook arithmetic</source>
        <translation>教科书式计算</translation>
    </message>
    <message>
        <source>Texts written at the end</source>
        <translation>结束时生成的文本数</translation>
    </message>
    <message>
        <source>The base model of this run has changed since it was started, so it can&apos;t be continued exactly.</source>
        <translation>此运行的基础模型在开始后有变动，无法原样继续。</translation>
    </message>
    <message>
        <source>The best checkpoint {name} can&apos;t be used: {fault}.</source>
        <translation>最佳检查点 {name} 无法使用：{fault}。</translation>
    </message>
    <message>
        <source>The checkpoint holds {count} tensors that this model has no use for.</source>
        <translation>检查点中有 {count} 个张量是此模型用不到的。</translation>
    </message>
    <message>
        <source>The corpus fills {rows} rows of {length} tokens, fewer than one batch of {batch}.</source>
        <translation>语料只够填满 {rows} 行（每行 {length} 个词元），不足一批的 {batch} 行。</translation>
    </message>
    <message>
        <source>The corpus holds no text to train a tokenizer on.</source>
        <translation>语料中没有可用来训练分词器的文本。</translation>
    </message>
    <message>
        <source>The corpus is a single document, so that none can be held back to measure.</source>
        <translation>语料只有一篇文档，无法留出一部分用于评估。</translation>
    </message>
    <message>
        <source>The curve continues, but not bit for bit as it would have been.</source>
        <translation>曲线会继续，但不会与原本逐位一致。</translation>
    </message>
    <message>
        <source>The data has no column of prompts and answers, and none of conversations.</source>
        <translation>数据中既没有提示词列和回答列，也没有对话列。</translation>
    </message>
    <message>
        <source>The job that is being prepared</source>
        <translation>正在准备的作业</translation>
    </message>
    <message>
        <source>The model in {folder} has no head that this program can ask.</source>
        <translation>{folder} 中的模型没有本程序可以使用的输出头。</translation>
    </message>
    <message>
        <source>The model&apos;s chat template can&apos;t be used.</source>
        <translation>无法使用模型的对话模板。</translation>
    </message>
    <message>
        <source>The name of the run in lists; the name of its folder when empty.</source>
        <translation>运行在列表中的名称；留空则使用运行文件夹的名称。</translation>
    </message>
    <message>
        <source>The new model can&apos;t be written to {folder}.</source>
        <translation>无法将新模型写入 {folder}。</translation>
    </message>
    <message>
        <source>The question can&apos;t be read.</source>
        <translation>无法读取问题。</translation>
    </message>
    <message>
        <source>The result holds the newest weights instead.</source>
        <translation>结果改用最新的权重。</translation>
    </message>
    <message>
        <source>The run goes on under other conditions than before: {changed}.</source>
        <translation>此运行在与之前不同的条件下继续：{changed}。</translation>
    </message>
    <message>
        <source>The text to go on from, to answer or to translate; can be repeated.</source>
        <translation>要续写、回答或翻译的文本；可多次使用。</translation>
    </message>
    <message>
        <source>The texts are too short to learn from.</source>
        <translation>文本太短，无法从中学习。</translation>
    </message>
    <message>
        <source>The tokenizer could not be trained on these texts.</source>
        <translation>无法用这些文本训练分词器。</translation>
    </message>
    <message>
        <source>The tokenizer gives token {id} to a text, more than the {limit} that its vocabulary has room for.</source>
        <translation>分词器为文本给出了词元编号 {id}，超出其词表的容量 {limit}。</translation>
    </message>
    <message>
        <source>The tokenizer of this model has no mask token, so that nothing can be hidden.</source>
        <translation>此模型的分词器没有掩码词元，因此无法掩盖任何内容。</translation>
    </message>
    <message>
        <source>The tokenizer of this model has no sentinels (&lt;extra_id_0&gt; and on) that could stand for hidden text.</source>
        <translation>此模型的分词器没有可代替被掩盖文本的哨兵词元（&lt;extra_id_0&gt; 等）。</translation>
    </message>
    <message>
        <source>The tokenizer of {folder} can&apos;t be used.</source>
        <translation>{folder} 的分词器无法使用。</translation>
    </message>
    <message>
        <source>The tokenizer saw {seen:,} characters; {passed:,} more of scripts without spaces were passed over.</source>
        <translation>分词器看了 {seen:,} 个字符；另有 {passed:,} 个属于不用空格的文字，已跳过。</translation>
    </message>
    <message>
        <source>The tokenizers library says: {error}.</source>
        <translation>tokenizers 库提示：{error}。</translation>
    </message>
    <message>
        <source>The weights are as they were before it.</source>
        <translation>权重保持这一步之前的状态。</translation>
    </message>
    <message>
        <source>The weights are not those that came with the program.</source>
        <translation>权重不是程序自带的那一份。</translation>
    </message>
    <message>
        <source>The window&apos;s program</source>
        <translation>窗口程序</translation>
    </message>
    <message>
        <source>There is no prompt.</source>
        <translation>没有提示词。</translation>
    </message>
    <message>
        <source>There is nothing to fill in: the text has no {mask}.</source>
        <translation>没有需要填补的内容：文本中没有 {mask}。</translation>
    </message>
    <message>
        <source>There is too little room for the data folder at {folder}.</source>
        <translation>{folder} 处的空间不足以存放数据文件夹。</translation>
    </message>
    <message>
        <source>They are many letters of few kinds, and more of them would only take time.</source>
        <translation>它们数量多而种类少，再看更多只会费时间。</translation>
    </message>
    <message>
        <source>This method saves a whole model; there is no adapter to export. Choose the merged model.</source>
        <translation>此方法保存的是完整的模型，没有可导出的适配器。请选择合并模型。</translation>
    </message>
    <message>
        <source>This model writes no texts; its task is {task}.</source>
        <translation>此模型不生成文本；它的任务是{task}。</translation>
    </message>
    <message>
        <source>This model writes texts; it names no labels.</source>
        <translation>此模型生成文本，不判断标签。</translation>
    </message>
    <message>
        <source>Tokenizing the corpus, once; later runs find it done</source>
        <translation>正在对语料分词，只需一次，以后的运行可直接使用</translation>
    </message>
    <message>
        <source>Tokens that a hidden stretch has on average; 3 is usual.</source>
        <translation>被掩盖片段的平均词元数；通常为 3。</translation>
    </message>
    <message>
        <source>Tokens to write at most.</source>
        <translation>最多生成的词元数。</translation>
    </message>
    <message>
        <source>Training diverged: a step has left weights that are no numbers, so they are not saved.</source>
        <translation>训练发散：某一步之后权重不再是有效数字，因此没有保存。</translation>
    </message>
    <message>
        <source>Training the tokenizer</source>
        <translation>正在训练分词器</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Translations that are followed side by side when writing; more is slower and a little better.</source>
        <translation>生成时同时保留的候选译文数；越多越慢，效果略好。</translation>
    </message>
    <message>
        <source>True labels (rows) and what the model said (columns)</source>
        <translation>真实标签（行）与模型的判断（列）</translation>
    </message>
    <message>
        <source>Try another kind of tokenizer, or more texts.</source>
        <translation>请换一种分词器，或提供更多文本。</translation>
    </message>
    <message>
        <source>Tunebench decoder, small</source>
        <translation>Tunebench 解码器（小型）</translation>
    </message>
    <message>
        <source>Tunebench encoder, small</source>
        <translation>Tunebench 编码器（小型）</translation>
    </message>
    <message>
        <source>Tunebench encoder-decoder, small</source>
        <translation>Tunebench 编码器-解码器（小型）</translation>
    </message>
    <message>
        <source>Turn one text into another: translate, shorten, correct. Needs a column for each.</source>
        <translation>把一段文本变成另一段：翻译、缩写、改错。两者各需一列。</translation>
    </message>
    <message>
        <source>Two columns are called {name}; column {place} is now {new}.</source>
        <translation>有两列名为 {name}；第 {place} 列现在叫 {new}。</translation>
    </message>
    <message>
        <source>Unpack or export it as CSV, TSV, JSON, JSON lines, Parquet, XLSX or plain text, and open that file.</source>
        <translation>请解压或导出为 CSV、TSV、JSON、JSON Lines、Parquet、XLSX 或纯文本，再打开该文件。</translation>
    </message>
    <message>
        <source>Use auto, or one character: a comma, a semicolon, a tab or a vertical bar.</source>
        <translation>请用 auto，或一个字符：逗号、分号、制表符或竖线。</translation>
    </message>
    <message>
        <source>Use auto, or one of {names}.</source>
        <translation>请用 auto，或以下之一：{names}。</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Validation and test together take all rows; nothing is left to learn from.</source>
        <translation>验证集和测试集占用了全部行，没有可用于学习的行。</translation>
    </message>
    <message>
        <source>Views into a model</source>
        <translation>模型视图</translation>
    </message>
    <message>
        <source>Wait for it, or stop it with tunebench stop {run}.</source>
        <translation>请等待它结束，或用 tunebench stop {run} 停止它。</translation>
    </message>
    <message>
        <source>Wait for that, or cancel it.</source>
        <translation>请等待它完成，或取消它。</translation>
    </message>
    <message>
        <source>Wait until no other program writes to it, and start again.</source>
        <translation>请等到没有其他程序写入它，再重新开始。</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Weight of what is learned beside the frozen model (divided by the rank); twice the rank is usual.</source>
        <translation>所学内容相对于冻结模型的权重（会除以秩）；通常取秩的两倍。</translation>
    </message>
    <message>
        <source>What to delete: caches (they are made again when they are needed).</source>
        <translation>要删除的内容：caches（缓存，需要时会重新生成）。</translation>
    </message>
    <message>
        <source>What training starts from: starter:encoder (comes with the program), a transformers model folder, or a hub id.</source>
        <translation>训练的起点：starter:encoder（程序自带）、transformers 模型文件夹，或 Hub 模型名。</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>作用位置</translation>
    </message>
    <message>
        <source>Where the data folder is, if it was moved</source>
        <translation>数据文件夹移动后所在的位置</translation>
    </message>
    <message>
        <source>Where the numbers are crunched: auto takes an NVIDIA GPU, else an Apple GPU, else the processor.</source>
        <translation>在哪里计算：auto 优先使用 NVIDIA GPU，其次 Apple GPU，最后是处理器。</translation>
    </message>
    <message>
        <source>Which column plays which role, for example text = review. Guessed from the data where it is left out.</source>
        <translation>每一列的用途，例如 text = review。未填写时根据数据推测。</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>全词掩码</translation>
    </message>
    <message>
        <source>Width of the small matrices; more can learn more and costs more memory.</source>
        <translation>小矩阵的宽度；越大能学到的越多，也越占内存。</translation>
    </message>
    <message>
        <source>Windows can be shown all the same; install what is named here only if you need that way.</source>
        <translation>窗口仍可显示；只有需要那种方式时才安装这里列出的内容。</translation>
    </message>
    <message>
        <source>Write a csv file instead of the terminal.</source>
        <translation>写入 csv 文件，而不是显示在终端。</translation>
    </message>
    <message>
        <source>Write a trained model in a format that others load, and check it by loading it again.</source>
        <translation>把训练好的模型导出为通用格式，并重新加载进行核对。</translation>
    </message>
    <message>
        <source>Write for example label=sentiment.</source>
        <translation>例如写成 label=sentiment。</translation>
    </message>
    <message>
        <source>Write more of the name; these begin so: {names}.</source>
        <translation>请把名称写得更完整；以此开头的有：{names}。</translation>
    </message>
    <message>
        <source>Write section.key=value, for example training.epochs=1.</source>
        <translation>请写成 section.key=value，例如 training.epochs=1。</translation>
    </message>
    <message>
        <source>Write with a trained model: continue a text, answer, translate.</source>
        <translation>用训练好的模型生成文本：续写、回答、翻译。</translation>
    </message>
    <message>
        <source>Writing the files</source>
        <translation>正在写入文件</translation>
    </message>
    <message>
        <source>Writing {rows} texts to compare</source>
        <translation>正在生成 {rows} 条文本用于比较</translation>
    </message>
    <message>
        <source>Wrote {rows:,} rows to {path}.</source>
        <translation>已将 {rows:,} 行写入 {path}。</translation>
    </message>
    <message>
        <source>Zero bytes replaced by spaces: {count}.</source>
        <translation>已将零字节替换为空格：{count} 处。</translation>
    </message>
    <message>
        <source>a 7-Zip archive</source>
        <translation>7-Zip 压缩包</translation>
    </message>
    <message>
        <source>a GGUF model</source>
        <translation>GGUF 模型</translation>
    </message>
    <message>
        <source>a GIF image</source>
        <translation>GIF 图片</translation>
    </message>
    <message>
        <source>a JPEG image</source>
        <translation>JPEG 图片</translation>
    </message>
    <message>
        <source>a Linux program</source>
        <translation>Linux 程序</translation>
    </message>
    <message>
        <source>a NumPy array</source>
        <translation>NumPy 数组</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>a PNG image</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>a Parquet file</source>
        <translation>Parquet 文件</translation>
    </message>
    <message>
        <source>a PowerPoint document</source>
        <translation>PowerPoint 文档</translation>
    </message>
    <message>
        <source>a PyTorch checkpoint</source>
        <translation>PyTorch 检查点</translation>
    </message>
    <message>
        <source>a Python pickle (which can hold code and is never opened)</source>
        <translation>Python pickle（可能含有代码，从不打开）</translation>
    </message>
    <message>
        <source>a RAR archive</source>
        <translation>RAR 压缩包</translation>
    </message>
    <message>
        <source>a TIFF image</source>
        <translation>TIFF 图片</translation>
    </message>
    <message>
        <source>a Windows program</source>
        <translation>Windows 程序</translation>
    </message>
    <message>
        <source>a Word document</source>
        <translation>Word 文档</translation>
    </message>
    <message>
        <source>a ZIP archive</source>
        <translation>ZIP 压缩包</translation>
    </message>
    <message>
        <source>a Zstandard archive</source>
        <translation>Zstandard 压缩包</translation>
    </message>
    <message>
        <source>a binary workbook (.xlsb)</source>
        <translation>二进制工作簿（.xlsb）</translation>
    </message>
    <message>
        <source>a bzip2 archive</source>
        <translation>bzip2 压缩包</translation>
    </message>
    <message>
        <source>a damaged ZIP archive or workbook</source>
        <translation>损坏的 ZIP 压缩包或工作簿</translation>
    </message>
    <message>
        <source>a file of zero bytes only</source>
        <translation>全是零字节的文件</translation>
    </message>
    <message>
        <source>a gzip archive</source>
        <translation>gzip 压缩包</translation>
    </message>
    <message>
        <source>a head alone can&apos;t make a model forget anything, so it takes large steps.</source>
        <translation>只训练输出头不会让模型遗忘，因此适合大步长。</translation>
    </message>
    <message>
        <source>a macOS or Java program</source>
        <translation>macOS 或 Java 程序</translation>
    </message>
    <message>
        <source>a macOS program</source>
        <translation>macOS 程序</translation>
    </message>
    <message>
        <source>a model that knows nothing takes large steps, the larger the narrower it is.</source>
        <translation>从零开始的模型适合大步长，宽度越小步长越大。</translation>
    </message>
    <message>
        <source>a rich text document</source>
        <translation>富文本文档</translation>
    </message>
    <message>
        <source>a short trial ran {gain:.1f} times as fast as with one thread; waiting threads sleep.</source>
        <translation>短暂试算的速度是单线程的 {gain:.1f} 倍；等待中的线程会休眠。</translation>
    </message>
    <message>
        <source>a sound file</source>
        <translation>音频文件</translation>
    </message>
    <message>
        <source>a sound, video or image file</source>
        <translation>音频、视频或图片文件</translation>
    </message>
    <message>
        <source>a table in a compressed file</source>
        <translation>压缩文件中的表格</translation>
    </message>
    <message>
        <source>a tar archive</source>
        <translation>tar 归档</translation>
    </message>
    <message>
        <source>a text table</source>
        <translation>文本表格</translation>
    </message>
    <message>
        <source>a video file</source>
        <translation>视频文件</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>all-linear</source>
        <translation>全部线性层</translation>
    </message>
    <message>
        <source>an Arrow file</source>
        <translation>Arrow 文件</translation>
    </message>
    <message>
        <source>an Excel workbook</source>
        <translation>Excel 工作簿</translation>
    </message>
    <message>
        <source>an HDF5 file</source>
        <translation>HDF5 文件</translation>
    </message>
    <message>
        <source>an OpenDocument file</source>
        <translation>OpenDocument 文件</translation>
    </message>
    <message>
        <source>an SQLite database</source>
        <translation>SQLite 数据库</translation>
    </message>
    <message>
        <source>an XML document</source>
        <translation>XML 文档</translation>
    </message>
    <message>
        <source>an empty ZIP archive</source>
        <translation>空的 ZIP 压缩包</translation>
    </message>
    <message>
        <source>an old Office file (.xls, .doc) or a protected one</source>
        <translation>旧版或受保护的 Office 文件（.xls、.doc）</translation>
    </message>
    <message>
        <source>an xz archive</source>
        <translation>xz 压缩包</translation>
    </message>
    <message>
        <source>as fast as your last runs were (median of {count}).</source>
        <translation>按您最近几次运行的速度估算（{count} 次的中位数）。</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>bf16</source>
        <translation>bf16</translation>
    </message>
    <message>
        <source>bf16 would not be faster here (a trial gave {gain:.1f} times fp32).</source>
        <translation>bf16 在这里不会更快（试算为 fp32 的 {gain:.1f} 倍）。</translation>
    </message>
    <message>
        <source>binary data, not letters</source>
        <translation>二进制数据，不是文字</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>是/否</translation>
    </message>
    <message>
        <source>choice</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>cls</source>
        <translation>首个词元</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>compressed text file</source>
        <translation>压缩文本文件</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>cpu</source>
        <translation>cpu</translation>
    </message>
    <message>
        <source>cuda</source>
        <translation>cuda</translation>
    </message>
    <message>
        <source>decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>encoder-decoder</source>
        <translation>编码器-解码器</translation>
    </message>
    <message>
        <source>enough for most data; the best state is kept, not the last.</source>
        <translation>对大多数数据已足够；保留的是最佳状态，而不是最后的状态。</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>训练轮数</translation>
    </message>
    <message>
        <source>evaluations</source>
        <translation>次评估</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>folder of text files</source>
        <translation>文本文件夹</translation>
    </message>
    <message>
        <source>fp16</source>
        <translation>fp16</translation>
    </message>
    <message>
        <source>fp16 has no fast path on processors; it would be about ten times slower than bf16.</source>
        <translation>fp16 在处理器上没有加速支持，大约比 bf16 慢十倍。</translation>
    </message>
    <message>
        <source>fp32</source>
        <translation>fp32</translation>
    </message>
    <message>
        <source>from a short trial on this machine; after your first run it is sharper.</source>
        <translation>根据在本机上的短暂试算估计；首次运行之后会更准确。</translation>
    </message>
    <message>
        <source>frozen weights</source>
        <translation>冻结的权重</translation>
    </message>
    <message>
        <source>head start</source>
        <translation>分类头预拟合</translation>
    </message>
    <message>
        <source>integer</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>label column</source>
        <translation>标签列</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>logistic regression</source>
        <translation>逻辑回归</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>loss {loss:.3f}</source>
        <translation>损失 {loss:.3f}</translation>
    </message>
    <message>
        <source>macro_f1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>masks are windows into one pool of random bits: the same distribution, much cheaper to draw.</source>
        <translation>丢弃掩码取自同一个随机位池的不同窗口：分布相同，抽取的代价小得多。</translation>
    </message>
    <message>
        <source>maximum length</source>
        <translation>最大长度</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>mps</source>
        <translation>mps</translation>
    </message>
    <message>
        <source>new</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>no GPU that torch can use was found.</source>
        <translation>没有找到 torch 可用的 GPU。</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>number format</source>
        <translation>数值精度</translation>
    </message>
    <message>
        <source>of the steps</source>
        <translation>× 总步数</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>on Apple GPUs fp32 is the safe choice.</source>
        <translation>在 Apple GPU 上 fp32 更稳妥。</translation>
    </message>
    <message>
        <source>one column</source>
        <translation>单列</translation>
    </message>
    <message>
        <source>the GPU is too old for bf16; in fp16 the loss is scaled so that small gradients don&apos;t vanish.</source>
        <translation>GPU 太旧，不支持 bf16；使用 fp16 时会放大损失，以免小梯度消失。</translation>
    </message>
    <message>
        <source>one kernel updates all weights of a group.</source>
        <translation>一个内核即可更新一组全部权重。</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>passes</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>plain text, {encoding}</source>
        <translation>纯文本，{encoding}</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>role=column, for example label=sentiment; can be repeated.</source>
        <translation>用途=列，例如 label=sentiment；可多次使用。</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>small models take larger steps when all weights are trained.</source>
        <translation>训练全部权重时，小模型可以用较大的步长。</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>step {step:&gt;5}  {split}: </source>
        <translation>第 {step:&gt;5} 步  {split}：</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>table</source>
        <translation>键值表</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>test rows</source>
        <translation>测试行数</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>text column</source>
        <translation>文本列</translation>
    </message>
    <message>
        <source>the Apple GPU is there.</source>
        <translation>检测到 Apple GPU。</translation>
    </message>
    <message>
        <source>the GPU computes bf16 natively.</source>
        <translation>GPU 原生支持 bf16。</translation>
    </message>
    <message>
        <source>the adapter starts at zero and is small, and so is the base: large steps suit it.</source>
        <translation>适配器从零开始且很小，基础模型也小，适合大步长。</translation>
    </message>
    <message>
        <source>the adapter starts at zero and is small, so it takes larger steps than full fine-tuning.</source>
        <translation>适配器从零开始且很小，步长可以比全量微调更大。</translation>
    </message>
    <message>
        <source>the architecture is one of our own: rows are packed without padding.</source>
        <translation>此架构由本程序自行实现：各行紧密拼接，没有填充。</translation>
    </message>
    <message>
        <source>the body does not change, so that its answers are computed once for all epochs.</source>
        <translation>模型主体不变，因此它的输出只需计算一次，供各轮使用。</translation>
    </message>
    <message>
        <source>the checkpoint has a head for the same number of labels.</source>
        <translation>检查点中已有标签数相同的分类头。</translation>
    </message>
    <message>
        <source>the job asks for it: new dropout masks for each layer, frozen weights in full precision.</source>
        <translation>由作业指定：每层重新抽取丢弃掩码，冻结的权重保持全精度。</translation>
    </message>
    <message>
        <source>the job names it.</source>
        <translation>由作业指定。</translation>
    </message>
    <message>
        <source>the model has no positions beyond {count} tokens.</source>
        <translation>模型最多支持 {count} 个词元的位置。</translation>
    </message>
    <message>
        <source>the new head was fitted to what the untouched base says of {rows:,} rows (linear probing, then fine-tuning).</source>
        <translation>新的分类头已按未改动的基础模型对 {rows:,} 行的输出拟合（先线性探测，再微调）。</translation>
    </message>
    <message>
        <source>the processor has bf16 instructions; a trial product ran {gain:.1f} times as fast as in fp32.</source>
        <translation>处理器有 bf16 指令；试算速度是 fp32 的 {gain:.1f} 倍。</translation>
    </message>
    <message>
        <source>the processor has no bf16 instructions.</source>
        <translation>处理器没有 bf16 指令。</translation>
    </message>
    <message>
        <source>the run began with it.</source>
        <translation>此运行一开始就使用它。</translation>
    </message>
    <message>
        <source>the texts don&apos;t give more entries.</source>
        <translation>这些文本产生不了更多词条。</translation>
    </message>
    <message>
        <source>there is no fused kernel for this device.</source>
        <translation>此设备没有融合内核。</translation>
    </message>
    <message>
        <source>there is no such key.</source>
        <translation>没有这个键。</translation>
    </message>
    <message>
        <source>there is one physical core.</source>
        <translation>只有一个物理核心。</translation>
    </message>
    <message>
        <source>they are multiplied in that format anyway, so they are kept in it.</source>
        <translation>反正要以此格式相乘，因此直接以此格式保存。</translation>
    </message>
    <message>
        <source>this architecture has no fused attention in transformers.</source>
        <translation>transformers 中此架构没有融合注意力。</translation>
    </message>
    <message>
        <source>this architecture is computed by transformers; rows are padded to the longest of their batch.</source>
        <translation>此架构由 transformers 计算；各行填充到同一批中最长的一行。</translation>
    </message>
    <message>
        <source>this is needed but is not there.</source>
        <translation>缺少必填项。</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>torch&apos;s fused attention; it gives what the plain one gives, faster and in less memory.</source>
        <translation>torch 的融合注意力；结果与普通实现一致，更快且更省内存。</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>trained weights</source>
        <translation>训练的权重</translation>
    </message>
    <message>
        <source>training rows</source>
        <translation>训练行数</translation>
    </message>
    <message>
        <source>transformers and peft</source>
        <translation>transformers 和 peft</translation>
    </message>
    <message>
        <source>tunebench resume {run} continues it.</source>
        <translation>tunebench resume {run} 可继续此运行。</translation>
    </message>
    <message>
        <source>tunebench runs lists those in {root}.</source>
        <translation>tunebench runs 会列出 {root} 中的运行。</translation>
    </message>
    <message>
        <source>tunebench schema lists every key.</source>
        <translation>tunebench schema 会列出所有键。</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>validation rows</source>
        <translation>验证行数</translation>
    </message>
    <message>
        <source>values</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>vertical bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>when all weights are trained, larger steps make a model forget what it knew.</source>
        <translation>训练全部权重时，步长过大会让模型忘记已有的知识。</translation>
    </message>
    <message>
        <source>with {rows:,} rows the model needs more looks at each.</source>
        <translation>只有 {rows:,} 行，每行需要多看几遍。</translation>
    </message>
    <message>
        <source>{column} has {count:,} different labels.</source>
        <translation>“{column}”列有 {count:,} 个不同的标签。</translation>
    </message>
    <message>
        <source>{column} is probably not the label; choose a column whose values repeat.</source>
        <translation>“{column}”很可能不是标签；请选择取值会重复的列。</translation>
    </message>
    <message>
        <source>{count:,} rows have no answer left within {length} tokens; nothing is learned of them.</source>
        <translation>有 {count:,} 行截到 {length} 个词元后没有剩下回答；模型不会从中学到任何东西。</translation>
    </message>
    <message>
        <source>{cut:,} of {rows:,} rows ({share:.1%}) are longer than {length:,} tokens and are cut. The longest has {longest:,}, a row has {mean:.1f} on average.</source>
        <translation>{rows:,} 行中有 {cut:,} 行（{share:.1%}）超过 {length:,} 个词元，会被截断。最长的有 {longest:,} 个，每行平均 {mean:.1f} 个。</translation>
    </message>
    <message>
        <source>{cut:,} of {rows:,} training texts are longer than {length} tokens and are cut.</source>
        <translation>{rows:,} 条训练文本中有 {cut:,} 条超过 {length} 个词元，会被截断。</translation>
    </message>
    <message>
        <source>{delimiter}</source>
        <translation>{delimiter}</translation>
    </message>
    <message>
        <source>{documents:,} documents, {tokens:,} tokens; {rows:,} rows of at most {length} tokens to learn from.</source>
        <translation>{documents:,} 篇文档，{tokens:,} 个词元；有 {rows:,} 行用于学习，每行最多 {length} 个词元。</translation>
    </message>
    <message>
        <source>{done:,} of {count:,} texts read</source>
        <translation>已读取 {done:,} / {count:,} 条文本</translation>
    </message>
    <message>
        <source>{encoding}, {separator}</source>
        <translation>{encoding}，{separator}</translation>
    </message>
    <message>
        <source>{error}.</source>
        <translation>{error}。</translation>
    </message>
    <message>
        <source>{facts} {trusted}</source>
        <translation>{facts}{trusted}</translation>
    </message>
    <message>
        <source>{facts} {trusted} Two random vectors have a cosine of {mean:.3f} on average.</source>
        <translation>{facts}{trusted}随机两个向量的余弦平均为 {mean:.3f}。</translation>
    </message>
    <message>
        <source>{file} can&apos;t be read ({reason}); it is left out.</source>
        <translation>无法读取 {file}（{reason}），已跳过。</translation>
    </message>
    <message>
        <source>{file} can&apos;t be read.</source>
        <translation>无法读取 {file}。</translation>
    </message>
    <message>
        <source>{file} can&apos;t be read: you have no permission.</source>
        <translation>无法读取 {file}：没有权限。</translation>
    </message>
    <message>
        <source>{file} can&apos;t be used.</source>
        <translation>{file} 无法使用。</translation>
    </message>
    <message>
        <source>{file} does not say which architecture the model has.</source>
        <translation>{file} 没有说明模型的架构。</translation>
    </message>
    <message>
        <source>{file} has labels that the training rows don&apos;t have: {labels}.</source>
        <translation>{file} 中有训练行里没有的标签：{labels}。</translation>
    </message>
    <message>
        <source>{file} has no column {column} for the role {role}.</source>
        <translation>{file} 中没有可作为{role}的“{column}”列。</translation>
    </message>
    <message>
        <source>{file} has no row that can be used.</source>
        <translation>{file} 中没有可用的行。</translation>
    </message>
    <message>
        <source>{file} has no row with everything that is needed.</source>
        <translation>{file} 中没有任何一行包含全部所需内容。</translation>
    </message>
    <message>
        <source>{file} has {count:,} columns; at most {limit:,} are read.</source>
        <translation>{file} 有 {count:,} 列；最多读取 {limit:,} 列。</translation>
    </message>
    <message>
        <source>{file} holds columns, so it is read as a table.</source>
        <translation>{file} 中有分列，因此按表格读取。</translation>
    </message>
    <message>
        <source>{file} holds no table of texts: it is {really}.</source>
        <translation>{file} 中没有文本表格，实际内容是：{really}。</translation>
    </message>
    <message>
        <source>{file} holds no text to learn from.</source>
        <translation>{file} 中没有可用来学习的文本。</translation>
    </message>
    <message>
        <source>{file} is JSON, but not a list of rows.</source>
        <translation>{file} 是 JSON，但不是行的列表。</translation>
    </message>
    <message>
        <source>{file} is a damaged {what}.</source>
        <translation>{file} 已损坏（{what}）。</translation>
    </message>
    <message>
        <source>{file} is a device or a pipe, not a file.</source>
        <translation>{file} 是设备或管道，不是文件。</translation>
    </message>
    <message>
        <source>{file} is empty.</source>
        <translation>{file} 是空的。</translation>
    </message>
    <message>
        <source>{file} is larger than 16 MB; it is left out.</source>
        <translation>{file} 超过 16 MB，已跳过。</translation>
    </message>
    <message>
        <source>{file} is no text in its encoding; it is left out.</source>
        <translation>{file} 无法按其编码读作文本，已跳过。</translation>
    </message>
    <message>
        <source>{file} is there already.</source>
        <translation>{file} 已存在。</translation>
    </message>
    <message>
        <source>{file} is {really}, whatever its name says; it is read as that.</source>
        <translation>{file} 的实际内容与文件名不符，按实际内容读取：{really}。</translation>
    </message>
    <message>
        <source>{file} needs a column for the role {role}.</source>
        <translation>{file} 需要一列作为{role}。</translation>
    </message>
    <message>
        <source>{file} needs more memory to read than the {limit} MB that are allowed.</source>
        <translation>读取 {file} 所需的内存超过允许的 {limit} MB。</translation>
    </message>
    <message>
        <source>{file} nests values deeper than {depth} levels.</source>
        <translation>{file} 的嵌套超过 {depth} 层。</translation>
    </message>
    <message>
        <source>{file} was changed while it was read.</source>
        <translation>{file} 在读取期间被修改。</translation>
    </message>
    <message>
        <source>{file} would grow more than a hundredfold when it is read.</source>
        <translation>{file} 读取后会膨胀一百倍以上。</translation>
    </message>
    <message>
        <source>{file}: damaged rows left out or mended: {count:,}.</source>
        <translation>{file}：跳过或修复的损坏行：{count:,}。</translation>
    </message>
    <message>
        <source>{file}: how it was read</source>
        <translation>{file} 的读取方式</translation>
    </message>
    <message>
        <source>{file}: rows left out because a text or label is empty: {count:,}.</source>
        <translation>{file}：因文本或标签为空而跳过的行：{count:,}。</translation>
    </message>
    <message>
        <source>{file}: the texts are taken from the column {column}.</source>
        <translation>{file}：文本取自“{column}”列。</translation>
    </message>
    <message>
        <source>{first} - {second} + {third}</source>
        <translation>{first} - {second} + {third}</translation>
    </message>
    <message>
        <source>{folder} already holds something.</source>
        <translation>{folder} 中已有内容。</translation>
    </message>
    <message>
        <source>{folder} has no weights: there is a config.json but no model.safetensors.</source>
        <translation>{folder} 中没有权重：有 config.json，但没有 model.safetensors。</translation>
    </message>
    <message>
        <source>{folder} is a folder without .txt files.</source>
        <translation>{folder} 是没有 .txt 文件的文件夹。</translation>
    </message>
    <message>
        <source>{folder} is a folder without a file of texts.</source>
        <translation>{folder} 是没有文本文件的文件夹。</translation>
    </message>
    <message>
        <source>{folder} is not a model folder: it has no config.json.</source>
        <translation>{folder} 不是模型文件夹：其中没有 config.json。</translation>
    </message>
    <message>
        <source>{format} is not for this model.</source>
        <translation>{format}格式不适用于此模型。</translation>
    </message>
    <message>
        <source>{found} states for {wanted} tokens.</source>
        <translation>{wanted} 个词元对应 {found} 个状态。</translation>
    </message>
    <message>
        <source>{given} is neither true nor false.</source>
        <translation>{given} 既不是 true 也不是 false。</translation>
    </message>
    <message>
        <source>{given} is not a number of the right kind.</source>
        <translation>{given} 不是所需类型的数字。</translation>
    </message>
    <message>
        <source>{given} is not one of {choices}.</source>
        <translation>{given} 不在可选范围内：{choices}。</translation>
    </message>
    <message>
        <source>{given} is too large; it must be less than {limit}.</source>
        <translation>{given} 太大，必须小于 {limit}。</translation>
    </message>
    <message>
        <source>{given} is too large; the most is {limit}.</source>
        <translation>{given} 太大，最大为 {limit}。</translation>
    </message>
    <message>
        <source>{given} is too small; it must be greater than {limit}.</source>
        <translation>{given} 太小，必须大于 {limit}。</translation>
    </message>
    <message>
        <source>{given} is too small; the least is {limit}.</source>
        <translation>{given} 太小，最小为 {limit}。</translation>
    </message>
    <message>
        <source>{given}: {error}.</source>
        <translation>{given}：{error}。</translation>
    </message>
    <message>
        <source>{heads} attention heads do not divide a width of {width}.</source>
        <translation>{heads} 个注意力头无法平分宽度 {width}。</translation>
    </message>
    <message>
        <source>{head}: after minus before</source>
        <translation>{head}：之后减之前</translation>
    </message>
    <message>
        <source>{hours} h {minutes:02d} min</source>
        <translation>{hours} 小时 {minutes:02d} 分</translation>
    </message>
    <message>
        <source>{how} {meaning}</source>
        <translation>{how}{meaning}</translation>
    </message>
    <message>
        <source>{kind}: {error}.</source>
        <translation>{kind}：{error}。</translation>
    </message>
    <message>
        <source>{label}: {text}</source>
        <translation>{label}：{text}</translation>
    </message>
    <message>
        <source>{minutes} min {seconds:02d} s</source>
        <translation>{minutes} 分 {seconds:02d} 秒</translation>
    </message>
    <message>
        <source>{model} is of the family {family}, which can&apos;t do {task}.</source>
        <translation>{model} 属于{family}系列，无法完成{task}。</translation>
    </message>
    <message>
        <source>{model} was tuned from nothing that is known here, so that there is no base beside it.</source>
        <translation>{model} 不是由这里已知的模型微调而来，因此没有可对照的基础模型。</translation>
    </message>
    <message>
        <source>{most} has {high:,} rows, {least} only {low:,}.</source>
        <translation>“{most}”有 {high:,} 行，而“{least}”只有 {low:,} 行。</translation>
    </message>
    <message>
        <source>{name} can&apos;t be set so.</source>
        <translation>{name} 不能这样设置。</translation>
    </message>
    <message>
        <source>{name} can&apos;t separate columns.</source>
        <translation>{name} 不能用作列分隔符。</translation>
    </message>
    <message>
        <source>{name} first appears in row {row}, too late for a column; its values are left out.</source>
        <translation>{name} 到第 {row} 行才首次出现，太晚而无法作为列；其值已忽略。</translation>
    </message>
    <message>
        <source>{name} is not known.</source>
        <translation>未知的名称 {name}。</translation>
    </message>
    <message>
        <source>{name} is there.</source>
        <translation>检测到 {name}。</translation>
    </message>
    <message>
        <source>{name}: {value} ({reason})</source>
        <translation>{name}：{value}（{reason}）</translation>
    </message>
    <message>
        <source>{note} Of {cut:,} texts only the first {most:,} tokens were read.</source>
        <translation>{note}有 {cut:,} 条文本只读取了前 {most:,} 个词元。</translation>
    </message>
    <message>
        <source>{note} The map shows {shown:,} of the {count:,} points, drawn at random.</source>
        <translation>{note}图中显示从 {count:,} 个点中随机抽取的 {shown:,} 个。</translation>
    </message>
    <message>
        <source>{note} {count} damaged snapshots are left out.</source>
        <translation>{note}已跳过 {count} 个损坏的快照。</translation>
    </message>
    <message>
        <source>{path}: {message}</source>
        <translation>{path}：{message}</translation>
    </message>
    <message>
        <source>{reason}.</source>
        <translation>{reason}。</translation>
    </message>
    <message>
        <source>{rows:,} rows counted</source>
        <translation>已统计 {rows:,} 行</translation>
    </message>
    <message>
        <source>{rows:,} rows have {mean:.1f} tokens on average and {longest:,} at most.</source>
        <translation>{rows:,} 行平均有 {mean:.1f} 个词元，最多 {longest:,} 个。</translation>
    </message>
    <message>
        <source>{rows:,} rows read</source>
        <translation>已读取 {rows:,} 行</translation>
    </message>
    <message>
        <source>{rows:,} rows, {usable:,} of them usable</source>
        <translation>共 {rows:,} 行，其中 {usable:,} 行可用</translation>
    </message>
    <message>
        <source>{rows:,} vectors of {width} numbers each; a .npz file holds them.</source>
        <translation>{rows:,} 个向量，每个有 {width} 个数值；可保存在 .npz 文件中。</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{section} has no keys below it.</source>
        <translation>{section} 下面没有键。</translation>
    </message>
    <message>
        <source>{setting} is not a setting.</source>
        <translation>{setting} 不是有效的设置。</translation>
    </message>
    <message>
        <source>{setting} is not role=column.</source>
        <translation>{setting} 不是“用途=列”的形式。</translation>
    </message>
    <message>
        <source>{share:.0%} of the rows</source>
        <translation>占全部行的 {share:.0%}</translation>
    </message>
    <message>
        <source>{share:.0%} of the rows, the same share of each label</source>
        <translation>占全部行的 {share:.0%}，各标签比例相同</translation>
    </message>
    <message>
        <source>{share:.0f} % of the tokens are not in this model&apos;s vocabulary: it can&apos;t read much of this text.</source>
        <translation>{share:.0f}% 的词元不在此模型的词表中：模型看不懂其中大部分文本。</translation>
    </message>
    <message>
        <source>{side}: {after} minus {before}</source>
        <translation>{side}：{after} 减 {before}</translation>
    </message>
    <message>
        <source>{size:,} MB and more. Such files are made to fill memory and disk, or hold the same value over and over.</source>
        <translation>{size:,} MB 以上。这类文件要么用来填满内存和磁盘，要么只是反复存储同一个值。</translation>
    </message>
    <message>
        <source>{size} in {path}</source>
        <translation>{path}，共 {size}</translation>
    </message>
    <message>
        <source>{task} has no head of its own that could be trained alone.</source>
        <translation>{task}没有可以单独训练的输出头。</translation>
    </message>
    <message>
        <source>{text}</source>
        <translation>{text}</translation>
    </message>
    <message>
        <source>{text} begins the names of {count} runs.</source>
        <translation>有 {count} 次运行的名称以 {text} 开头。</translation>
    </message>
    <message>
        <source>{text} is not one token of this model.</source>
        <translation>{text} 不是此模型的单个词元。</translation>
    </message>
    <message>
        <source>{token} is not followed: this model&apos;s vocabulary doesn&apos;t have it.</source>
        <translation>未跟踪 {token}：此模型的词表中没有它。</translation>
    </message>
    <message>
        <source>{trained:,} of {total:,} weights are trained ({share:.2f} %).</source>
        <translation>共 {total:,} 个权重，训练其中 {trained:,} 个（{share:.2f}%）。</translation>
    </message>
</context>
<context>
    <name>language</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} 天 {hours} 小时</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number}%</translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
<context>
    <name>Actions</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open data…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do the page&apos;s main action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search actions…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: as the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language: English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language: 中文</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain the focused control</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open data</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Do something about this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put this message away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BooleanEditor</name>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CheckpointsCard</name>
    <message>
        <source>Checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step}, the best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoiceEditor</name>
    <message>
        <source>automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoicesCard</name>
    <message>
        <source>Chosen for you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What do you want to do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type some letters, choose with the arrow keys, press Return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matching actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Return or click to run an action</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfusionMatrix</name>
    <message>
        <source>Confusion matrix of {labels} labels: {right} of {total} rows lie on the diagonal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {total} rows that are {true} were taken for {predicted} ({share})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CountBars</name>
    <message>
        <source>{count} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CrashNotes</name>
    <message>
        <source>Something went wrong inside Tunebench. Your data and runs are safe; the details are in {file}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>Use the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the sample reviews that come with the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a data file (Ctrl+O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue to Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with these rows (Ctrl+Return)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a file here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A table (csv, tsv, xlsx, parquet, json, jsonl), a text file, or a folder with one folder of texts per label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder of texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the right columns are taken, look at what was found, and go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a table with a column of texts and a column of labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file can&apos;t be used as it is. What is wrong stands below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One thing has to be mended before training; it stands first in the list of problems.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder of texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EndingText</name>
    <message>
        <source>The engine could not be started: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its last words: {lines}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished at step {step} after {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped at step {step} after {time}; what was learned so far is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed at step {step} after {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine was ended by SIGKILL (the system may have run out of memory).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine was ended by {signal}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is gone without having finished the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine ended with status {status} without saying why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No checkpoint had been saved yet; resuming begins at the first step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run can be continued from step {step}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>No model to export yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When a run has ended, or was stopped and kept, its model can be taken along from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the folder and compare it with your model (Ctrl+Return)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a model along: a folder that transformers and peft load without Tunebench.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run whose model is exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another place for the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1. The files are written into a new folder; nothing is ever overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2. The folder is loaded again by transformers or peft alone, as others will load it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3. Its answers are compared with your model&apos;s on the validation rows. Only if they are the same is the export done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} · {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best on validation: {metric} {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the export goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine&apos;s answer does not say where the export lies.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportedCard</name>
    <message>
        <source>Exported and checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python code that loads the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} in {count} files: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loaded again by {loader}: {same} of {rows} rows gave the same label, the largest difference of an output is {largest}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>in {unit}; empty is automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty is automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>default {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than {low}, at most {high}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From {low} to {high}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than {low}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least {low}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{severity}: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to this row in the table; again goes to the next one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show row {row}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>Show all problems, or the first ones only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the first {count} only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show {count} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>{count} bins from {first} to {last}, the fullest holds {most}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Recent runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach a language model with your own examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tunebench learns from a table of texts and labels, here on this computer: no code, and nothing leaves it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See it work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program brings short reviews with labels. A small model learns to tell good from bad in about a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the sample reviews, ready to train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin with your data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a table here (csv, tsv, xlsx, parquet, json, jsonl), a text file, or a folder with one folder per label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open your data…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a data file (Ctrl+O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which column is the text and which the label; problems are named by row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A base model and a method are chosen for you, each with the reason. Press Start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch the curves grow, stop when it is good enough, then try it on a text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the model along: a folder that transformers and peft load by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}  {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{state} · {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your first run will be listed here, with its curve and its result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files you open are listed here, so that you find them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open data</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LabelsCard</name>
    <message>
        <source>Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No label column is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels are counted when all rows are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} different</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LengthsCard</name>
    <message>
        <source>Lengths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lengths are counted when all rows are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>characters; {average} on average, at most {longest}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LiveCurve</name>
    <message>
        <source>Values appear here with the first steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smoothing {weight}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{series}: {value}, smoothed {smooth}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} (step {step})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic steps: shows the beginning in detail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic values: shows small differences late in training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly the bold curve averages over the past steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Console output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phases, validations, checkpoints and notices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the engine and its libraries printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return finds the next place, Shift+Return the one before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The place before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continued from step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step}, validation: {values}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step}, test: {values}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint saved at step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen: {name}: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended at step {step}: {state}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>{page} – Tunebench</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to {page}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>Continue to Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with this base model (Ctrl+Return)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What training starts from. The starter is a good first choice; you can come back and compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These come with the program and need no network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With config.json, a tokenizer and .safetensors weights, as save_pretrained writes it or as you exported it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the Hugging Face hub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model&apos;s name there, such as distilbert/distilbert-base-uncased. Fetched once, it stays on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hub id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>owner/name, as the hub&apos;s page shows it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>owner/name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make this hub model the base</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow the network to fetch the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without this, only a model that is already on this machine can be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without it Tunebench never connects to anything. With it, only the model is fetched; nothing is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For sorting texts into labels take an encoder: it reads the whole text at once and is small and fast.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base should have seen your language: the starter knows English; for Chinese take a Chinese or multilingual one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller learns and answers faster and is often as good. Compare two on the same data before taking a larger one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{layers} layers, {hidden} wide, {heads} heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{family} ({architecture})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not stated; look at the model&apos;s page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model is not on this machine yet. It is fetched when training starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model is not on this machine, and the network is not allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a number; write 0.0002 or 2e-4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be more than {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The least is {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The most is {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message>
        <source>Looking at data and model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This job would need about {needed} of memory, and {available} are free. Take fewer rows at a time or cut texts shorter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressRow</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop what is being done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to {page} ({shortcut})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find any action by its name (Ctrl+K)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>What was learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores of each label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores of each label on the validation rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run ended; its result has no sentence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured on {rows} test rows that took no part in training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured on {rows} validation rows that took no part in training.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RoleHeader</name>
    <message>
        <source>Columns and their roles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column}: {role}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column}: {role}. Click to choose its role.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RolesCard</name>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column for {role}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The column that plays this role; the table&apos;s header changes it too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen by you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This column is needed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RowsView</name>
    <message>
        <source>Rows of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a cell to read all of it below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a cell to read all of it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the chosen cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole cell, up to 64 kB of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row}, {column}: {length} characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row}, {column}: the first {shown} of {length} characters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunTexts</name>
    <message>
        <source>not started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{step} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokenizing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evaluating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column of the {role}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maximum length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>macro-F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{metric} {value}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message>
        <source>All runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the table (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps done of all steps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{metric} {value}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>No runs yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run is one training of a model on your data. Start one, and its curves, its result and its log appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every training and what came of it. Open one to watch its curves, to stop it or to go on with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A click or Return opens a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End after this step and keep what was learned so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the run&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this run; it can be taken back for 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold the run between two steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the paused run go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from the newest checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this run&apos;s model along</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run ends after this step; what was learned is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{title}” was deleted. It is kept for 30 days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine was asked to stop and has not done so. Ending it now loses the steps since the last checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End it now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SampleCard</name>
    <message>
        <source>A row as the model sees it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} tokens, {cut} cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} tokens, nothing cut off</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScoresModel</name>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the rows that were given this label, how many have it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the rows that have this label, how many were given it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The harmonic mean of precision and recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many validation rows have this label</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>The settings can&apos;t be written to {path}: {error}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How Tunebench looks and where it keeps things. Every change applies at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark as the system is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system&apos;s language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The colours of the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language of the window and of the engine&apos;s messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow fetching models from the Hugging Face hub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: Tunebench never connects to anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only to fetch a base model that you name by its hub id. Your data is never sent anywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch models from the Hugging Face hub</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder for runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep runs in Tunebench&apos;s own folder again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the folder of the window&apos;s logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings, caches and logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this folder in the system&apos;s file manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs run on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is computed on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {count} cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{used} of {total} in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an NVIDIA GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the Apple GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where runs are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New runs are kept in {folder}; earlier ones stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is not there yet; it is made when it is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file manager was found to open {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SourceBar</name>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a file that was opened before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the file&apos;s bytes become letters; change it if letters look wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Separator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands between two columns; change it if columns run together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading was cancelled: these are the first rows, and they were not checked. Open the file again to read all of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No problems found: all {count} rows can be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the rest…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading: {rows} files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading: {rows} rows, {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking: {rows} of {total} rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic: {found}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SpecForm</name>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the fields that rarely need a change</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SplitCard</name>
    <message>
        <source>Rows kept back to measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the rows that are kept back to measure while training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file to measure on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and for a final test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep rows for a final test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows that training never looks at, measured once at its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the rows that are kept for the test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a file instead…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a share instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure on the rows of another file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep some of these rows back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The numbers appear when all rows are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation and test together take all rows; make one of them smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {learned} rows are learned from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{learned} rows to learn from, {measured} to measure on, {tested} for the test.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{learned} rows to learn from, {tested} for the test.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{learned} rows to learn from, {measured} to measure on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{learned} rows to learn from, {measured} to measure on, {tested} for the test, each label in equal shares.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{learned} rows to learn from, {tested} for the test, each label in equal shares.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{learned} rows to learn from, {measured} to measure on, each label in equal shares.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file to measure on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatsCard</name>
    <message>
        <source>Accuracy on validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Macro-F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>± {half} (95 %)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best {value} at step {step}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Go to the running job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}, {precision}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device} · {count} cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What jobs are computed on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory {used} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory not measured yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of this machine in use by all programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} jobs are running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} is starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} · step {step} of {total} · {share}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TableEditor</name>
    <message>
        <source>key = value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write each line as key = value.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TextEditor</name>
    <message>
        <source>automatic</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>The engine did not answer within {seconds} s and was ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again, or try with less data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine could not be started: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The details help to find out why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine was ended by SIGKILL (the system may have run out of memory).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine was ended by {signal}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine made a mistake and ended with status {status}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hardware</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start training (Ctrl+Return)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is filled in with what suits most data. Start, or change what you know better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of the run in lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none chosen yet: go to Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{data}, {method}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One field can&apos;t be used as it is: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some fields can&apos;t be used as they are; the reasons stand below them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TryIt</name>
    <message>
        <source>Try it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a text, for example: It broke after two days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text for the model; Ctrl+Return asks it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict the label of this text (Ctrl+Return)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a text first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking… the first answer takes a few seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine&apos;s answer holds no probabilities.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_LengthsCard</name>
    <message>
        <source>Lengths in tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of rows by length in tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cut} of {rows} texts are longer than {limit} tokens and are cut; the longest has {longest}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No text is cut: the longest has {longest} tokens, the limit is {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_NumbersCard</name>
    <message>
        <source>Rows to learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time, about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} kept back to measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{steps} steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{free} free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time: {source}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate {value} where none is given: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_SampleCard</name>
    <message>
        <source>Row {row} as the model will see it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} tokens; {cut} more are cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} tokens, nothing cut off</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>Data files ({patterns})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A batch is worked off in pieces of this size and the gradients are added up: the same result in less memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A few dozen per label are the least that gives figures to trust.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of texts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file with texts and labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run, or a model folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run: its folder, its name, or the beginning of its name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small, fast English encoder: six layers, trained to tell sentences apart. The right first choice for sorting texts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text; can be repeated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole model folder that transformers loads by itself: the easiest to pass on, as large as the base.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy alone hides how the rare label fares; look at macro-F1, or add rows of {least}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AdamW, fused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add rows, or give a validation file of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow the network for this job (model.network = true), or choose a folder or a starter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask a running job to pause; again to let it go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask a running job to stop and keep what it has learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blank lines separate paragraphs of several lines, so each paragraph is one row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change a value, for example training.epochs=1; can be repeated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check a data file for a task: columns, labels, empty and repeated rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the disk is connected and the file is not open in another program, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that this is the right file, and that its encoding and separator are right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the connection, or choose a folder or a starter; those need no network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the installation: versions, models, devices, folders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name; models that ask for a login have to be fetched by hand into a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path, or write one: tunebench schema --example.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path; it may have been moved or renamed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint {name} was passed over: {fault}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoints kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chinese translation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a base model that was made for the language of your data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder that has one folder of .txt files per label, or a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model of an architecture that transformers knows by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model of one of these families: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a new or empty folder; nothing is ever overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose all-linear as the place, or full fine-tuning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another column for the label, or add rows with a second label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder in Settings, or set TUNEBENCH_HOME.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder, or continue that run with tunebench resume.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of its columns: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose other columns, or fill the empty cells.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder that save_pretrained wrote, or one that this program exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column separator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column {place} has no name; it is now called {new}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns are separated by {separator}: the first lines agree on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue a run that was stopped or killed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convert them where you trust them: load with transformers and save_pretrained(folder, safe_serialization=True).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy config.json and the weights from the same model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy or export it again; if it is protected by a password, save it without one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the whole model folder, with its .safetensors files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy tokenizer.json and the weights from the same model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the labels in the file, or add training rows that have them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean {name} in the same folder?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean {name}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each .txt file is one row; the name of its folder is its label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each .txt file is one row; there are no folders inside, so there are no labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluating on {rows} rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every row of {file} has the same label: {label}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every weight is trained: the most freedom, the most memory, and a whole model as the result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export formats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it again from where it came from, or choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it again with one row per line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch or export the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine-tune it first, or choose a finished run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit a new head to the untouched base first; training then refines a good guess instead of searching blindly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space and continue the run; nothing that was learned is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space and continue the run; the checkpoints before this one are intact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space or choose another folder for runs in Settings, with --run, or in TUNEBENCH_RUNS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or choose another place for Tunebench&apos;s data in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full fine-tuning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full fine-tuning changes every weight; there is no adapter to export. Choose the merged model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give --text or --data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a folder with config.json and model.safetensors, starter:encoder, or a hub id such as owner/name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give yourself the right to read it, or copy it to a folder of yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradients longer than this are shortened to it, so that one odd batch can&apos;t throw the model; 0 turns it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many processor cores the job may use; empty takes all physical cores.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often every training row is seen; more helps small data until validation loss turns up again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the file&apos;s bytes become characters; auto looks at the bytes and tells what it found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the learning rate goes after the warm-up: down in a line, down in a cosine, or not at all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If one copy is held back and the other learned from, the measured figures look better than they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If you trust it, export the columns you need as CSV and open that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In each row a text or label is empty (columns {columns}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the attention only, small matrices train fast; beside every linear layer they can learn more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it again: python3 dev.py setup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted. Continue with: tunebench resume {run}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ended with status {status}: {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has the longest texts: {count} characters on average.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is called {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needed more than {limit} MB of memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs a model_type such as bert; fetch or export the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It took longer than {limit:.0f} seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was probably cut short while it was copied or fetched; get it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its cells repeat: {distinct} different values in the first {rows} rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its columns are: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its first bytes say so, whatever the name {name} claims ({path}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its name, {name}, says {hint}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its roles are: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON lines, {encoding}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON, {encoding}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep only the columns with texts and labels, and check that the right separator is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known here: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label texts with a trained model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels that differ only in case or spaces: {labels}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels with a single row: {count:,} ({labels}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let it finish, stop it with Stop and keep, or continue it with tunebench resume {run}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line} has a quotation mark inside a quoted cell (it should be doubled); the line is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line} has bytes that are no letters in {encoding}; it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line} has bytes that are no letters; it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line} is not valid JSON (column {column}: {reason}); it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line} nests values deeper than {depth} levels; it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line} of {file} is longer than 16 million characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List tasks, methods, models and export formats.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA dropout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA found no linear layer to work on in this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loaded again by {loader}: {same} of {rows} rows give the same label, largest difference {largest:.1e}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the export again and comparing {rows} rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading torch and the weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longer texts are cut here; time and memory grow with it, and what is cut is never seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at data files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look inside and fine-tune transformers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Machine-readable output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make data.validation and data.test smaller, for example 0.1 each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maximum length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure a trained model on a file with labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory ran short; batches are worked off {rows} rows at a time from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merged model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MiniLM-L6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models that come with the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearly every row has a label of its own: {count:,} labels in {rows:,} rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New in this model, learned from nothing: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No byte order mark; the zero bytes look like {encoding}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No free name for a new run below {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No row can be held back to measure: each label has a single row ({count} rows in all).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No runs yet in {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No text is that long; the file has no line ends, or it is not a table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not UTF-8; read as {encoding}, with only {count} bytes to judge by. If letters look wrong, choose another encoding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not UTF-8; the letters look like {encoding}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be written to {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was kept. Please report this with the run folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number format of the matrix products; bf16 is faster where the hardware has it, fp32 works everywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OMP_NUM_THREADS says so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of {rows} texts that training never saw, the model now names {right} rightly ({after:.1f} %); at the start it was {before:.1f} %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of the labels is wrong, and the model can&apos;t learn both. Correct them in the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only needed when the base is a hub id that isn&apos;t on this machine yet; nothing else ever goes online.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the small matrices and the head, for peft: a few megabytes, needs the same base model beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {count} rows can be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parquet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parquet file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain text: each line is one row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print a whole job file instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print the schema of job files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pulls weights towards 0 a little each step (AdamW); biases and norms are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the old file back, or start a new run with the new data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quotation marks are read as ordinary letters: they don&apos;t come in pairs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the maximum length to show them whole; it takes more time and memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {file} was given up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeated texts were looked for among the first {count:,} different ones only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row} (line {line}) has bytes that are no letters in {encoding}; the row is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row} (line {line}) has {cells} cells, but the header has {columns}; the row is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row} (line {line}) holds NaN or Infinity, which JSON does not have; it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row} (line {line}) is not an object with columns; it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row} has a cell of more than 16 million characters; it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row} has cells to the right of the last named column; they are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row} nests values deeper than {depth} levels; it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row}, which begins in line {line}, is not valid JSON ({reason}); only the rows before it are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row}: half characters replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows are objects with the columns as keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows at a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows behind one step of the optimizer; larger is steadier, smaller takes more steps from the same data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows kept back to measure while training: a fraction (with the same share of each label), or a file of their own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows that could not be read were found late in the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows that training never looks at, measured once at the end: a fraction or a file; empty for none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows without a label: {count:,} ({rows}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows without text: {count:,} ({rows}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows {rows}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows {rows}. The model learns {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run folder: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run python3 dev.py setup again, or install the package {package}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run {run} has no result yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run {run} is already being worked on by process {pid}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run {run} is already being worked on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as CSV, JSON lines or Parquet, which are read piece by piece.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as a list of flat objects, one a row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as a list of objects, one a row: [{example}, ...], or one object per line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save what it gives to a file and open that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what a job would do: rows, cuts, trained weights, memory, time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set hardware.device to auto, or to cpu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set hardware.precision to auto, bf16 or fp32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of all steps over which the learning rate rises from 0, so that the first steps don&apos;t destroy the base.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of belief spread over the other labels; a little helps when some labels in the data are wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of inputs to the small matrices that is dropped while training, against learning by heart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of a step; too high diverges, too low learns nothing. Empty takes what suits the method.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some lines are not UTF-8 like the rest; they are left out and named.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort texts under labels: sentiment, topic, intent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start of all random numbers: the same seed, data and machine give the same curve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps between two checkpoints, from which a run goes on after a crash; empty saves at each evaluation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps between two looks at the validation rows; empty looks four times an epoch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after so many evaluations without a better one; 0 always goes to the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after so many optimizer steps even if the epochs aren&apos;t done; useful for a quick trial.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped early: {count} evaluations without a better one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take fewer rows at a time, a shorter maximum length or LoRA, or close other programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text classification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts stand in quotes, sections in [brackets]; tunebench schema --example prints a whole file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts that come again with another label: {count:,} ({rows}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts that come again: {count:,} ({rows}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is no table of texts; such files are also made to crash programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That many are hard to learn; check that this is the label column.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base stays as it is; small matrices beside it are trained. Little memory, a file of a few megabytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The best was at step {step}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The character between two columns of a text table; auto finds it in the first lines.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint of step {step} can&apos;t be written to {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint {name} belongs to another model or method.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data of this run has changed since it was started, so it can&apos;t be continued exactly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The details lie in {file}; please report them. The run can be continued from its last checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk that holds {folder} is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine made a mistake: {kind}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export can&apos;t be written to {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export gives other answers than the model: {same} of {rows} labels are the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file ends before the list is closed; the {count} rows before are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first line looks like a row, not like names of columns, so the columns are numbered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder needs a tokenizer.json (or the files of a known tokenizer) beside the weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder to make.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {folder} isn&apos;t there either; check the path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The format: merged or adapter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub could not be reached for {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub did not give {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hub model {name} is not on this machine, and the network is not allowed for this job.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The installation is incomplete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The job can&apos;t be run as it is written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The job file (TOML).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The job file of the run was changed; start a new run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The job file {file} can&apos;t be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The job file {file} can&apos;t be run as it is written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The job file {file} is not valid TOML.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The job gives a column to {role}, which this task does not use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label is taken from the column {column}; with one label there is nothing to tell apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The largest difference of a raw output is {largest:.2g}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in {folder} brings Python code of its own, which is never run here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in {folder} can&apos;t be loaded for this task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in {folder} has no classification head, so it can&apos;t name labels yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {base} can&apos;t be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of the run in lists; made from data and method when empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest so many stay on disk, and the best one always does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other rows are kept. Mend these in the file and open it again if you need them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The quotation mark opened in line {line} is never closed; the line is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reader says: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result can&apos;t be written to {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result is the same, a little slower.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result is the state with the best validation value, not the last one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rows to learn from: csv, tsv, json, jsonl, parquet, xlsx, txt, or a folder of .txt files per label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run folder can&apos;t be written at {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run folder to make; a new one in the runs folder when left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run folder {path} already holds something.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run {run} can&apos;t be moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sheet {sheet} is read; the workbook also has {others}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The starter {name} is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system ended it with {signal}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system says: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task needs a checkpoint of an architecture that transformers can put a classification head on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task whose columns are looked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer has {tokens:,} entries but the model only {rows:,}: they don&apos;t belong together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer of {folder} can&apos;t be loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights file {file} is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in {folder} are pickled ({file}), which can run code when opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in {folder} do not belong to its config.json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window and your other data are unharmed. Save the file as CSV or JSON lines, or a part of it, and open that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their row stays in training, so they can&apos;t be measured. Add rows, or join them with another label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are {count:,} rows like this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a header, but nothing below it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no export format {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no job file {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model folder {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no run {text}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no starter {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such task or method.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no task {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no text encoding called {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no text in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {device} device on this machine that torch can use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory for this job.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not one row in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to predict.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are there: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are left out. Fill them in the file to use them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They count as different labels. Write them alike in the file if they mean the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokenizing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train the job of a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training diverged: the loss is no number any more ({count} steps so far).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training ended at step {step}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try a lower learning rate or more warm-up; the last checkpoint is intact and can be exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two columns are called {name}; column {place} is now {new}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpack or export it as CSV, TSV, JSON, JSON lines, Parquet, XLSX or plain text, and open that file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use auto, or one character: a comma, a semicolon, a tab or a vertical bar.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use auto, or one of {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation and test together take all rows; nothing is left to learn from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for it, or stop it with tunebench stop {run}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of what is learned beside the frozen model (divided by the rank); twice the rank is usual.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What training starts from: starter:encoder (comes with the program), a transformers model folder, or a hub id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the numbers are crunched: auto takes an NVIDIA GPU, else an Apple GPU, else the processor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which column plays which role, for example text = review. Guessed from the data where it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the small matrices; more can learn more and costs more memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a csv file instead of the terminal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a trained model in a format that others load, and check it by loading it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write section.key=value, for example training.epochs=1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrote {rows:,} rows to {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zero bytes replaced by spaces: {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a 7-Zip archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a GGUF model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a GIF image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a JPEG image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Linux program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a NumPy array</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PNG image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Parquet file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PowerPoint document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PyTorch checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Python pickle (which can hold code and is never opened)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a RAR archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a TIFF image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Windows program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Word document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a ZIP archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Zstandard archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a binary workbook (.xlsb)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a bzip2 archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a damaged ZIP archive or workbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a file of zero bytes only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a gzip archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a macOS or Java program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a macOS program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a rich text document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a sound file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a sound, video or image file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a tar archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a text table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a video file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a web page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all-linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an Arrow file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an Excel workbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an HDF5 file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an OpenDocument file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an SQLite database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an XML document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an empty ZIP archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an old Office file (.xls, .doc) or a protected one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an xz archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as fast as your last runs were (median of {count}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bf16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bf16 would not be faster here (a trial gave {gain:.1f} times fp32).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>binary data, not letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>boolean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>constant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cpu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cuda</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>encoder-decoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evaluations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folder of text files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fp16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fp16 has no fast path on processors; it would be about ten times slower than bf16.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fp32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from a short trial on this machine; after your first run it is sharper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hardware</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>head start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>integer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>label column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>logistic regression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss {loss:.3f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>macro_f1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>maximum length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>meaning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no GPU that torch can use was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on Apple GPUs fp32 is the safe choice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one for each physical core; waiting threads sleep, so the desktop stays smooth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one kernel updates all weights of a group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plain text, {encoding}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>role=column, for example label=sentiment; can be repeated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>runs folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>schema_version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>small models take larger steps when all weights are trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step:&gt;5}  {split}: </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the Apple GPU is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the GPU computes bf16 natively.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the GPU is too old for bf16.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the adapter starts at zero and is small, and so is the base: large steps suit it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the adapter starts at zero and is small, so it takes larger steps than full fine-tuning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the job names it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the model has no positions beyond {count} tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the new head was fitted to what the untouched base says of {rows:,} rows (linear probing, then fine-tuning).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the processor has bf16 instructions; a trial product ran {gain:.1f} times as fast as in fp32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the processor has no bf16 instructions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no fused kernel for this device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no such key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this architecture has no fused attention in transformers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this is needed but is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>torch&apos;s fused attention; it gives what the plain one gives, faster and in less memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trained weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transformers and peft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tunebench runs lists those in {root}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vertical bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>when all weights are trained, larger steps make a model forget what it knew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column} has {count:,} different labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column} is probably not the label; choose a column whose values repeat.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} tensors are missing, among them {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cut:,} of {rows:,} training texts are longer than {length} tokens and are cut.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{delimiter}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{encoding}, {separator}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} can&apos;t be read ({reason}); it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} can&apos;t be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} can&apos;t be read: you have no permission.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} does not say which architecture the model has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has labels that the training rows don&apos;t have: {labels}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has no column {column} for the role {role}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has no row that can be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has no row with everything that is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has {count:,} columns; at most {limit:,} are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds columns, so it is read as a table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds no table of texts: it is {really}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is JSON, but not a list of rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is a damaged {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is a device or a pipe, not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is larger than 16 MB; it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is no text in its encoding; it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is {really}, whatever its name says; it is read as that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} needs a column for the role {role}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} needs more memory to read than the {limit} MB that are allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} nests values deeper than {depth} levels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} would grow more than a hundredfold when it is read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}: damaged rows left out or mended: {count:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}: how it was read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}: rows left out because a text or label is empty: {count:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} already holds something.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} has no weights: there is a config.json but no model.safetensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is a folder without .txt files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is not a model folder: it has no config.json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{format} is not for this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{given} is neither true nor false.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{given} is not a number of the right kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{given} is not one of {choices}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{given} is too large; it must be less than {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{given} is too large; the most is {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{given} is too small; it must be greater than {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{given} is too small; the least is {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{given}: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind}: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is of the family {family}, which can&apos;t do {task}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{most} has {high:,} rows, {least} only {low:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} can&apos;t separate columns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} first appears in row {row}, too late for a column; its values are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path}: {message}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rows:,} rows, {usable:,} of them usable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{section} has no keys below it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{setting} is not a setting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{setting} is not role=column.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share:.0%} of the rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share:.0%} of the rows, the same share of each label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share:.0f} % of the tokens are not in this model&apos;s vocabulary: it can&apos;t read much of this text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size:,} MB and more. Such files are made to fill memory and disk, or hold the same value over and over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} in {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{task} needs a model of another family than {family}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} begins the names of {count} runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{trained:,} of {total:,} weights are trained ({share:.2f} %).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>language</name>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>

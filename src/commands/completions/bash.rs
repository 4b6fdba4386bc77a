//! What bash needs beside what clap writes for it.

/// How clap's script takes the words: as bash breaks them, at `:` and `=` too.
const BROKEN: &str = r#"    local words=("${COMP_WORDS[@]}")
    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
        words[COMP_CWORD]="$2"
    fi
"#;

/// The words of the line as they stand there: what bash broke at a `:` or a `=` is put together again.
const WHOLE: &str = r#"    local line="${COMP_LINE:0:COMP_POINT}" words=() word gap i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        gap="${line%%[![:space:]]*}"
        line="${line#"$gap"}"
        word="${COMP_WORDS[i]}"
        if ((i == COMP_CWORD)); then
            word="$line"
        fi
        line="${line#"$word"}"
        if [[ -n "$gap" || i -eq 0 ]]; then
            words+=("$word")
        else
            words[${#words[@]} - 1]+="$word"
        fi
    done
    _CLAP_COMPLETE_INDEX=$((${#words[@]} - 1))
    local quote="${words[_CLAP_COMPLETE_INDEX]:0:1}"
    if [[ "$quote" == [\"\'] ]]; then
        words[_CLAP_COMPLETE_INDEX]="${words[_CLAP_COMPLETE_INDEX]:1}"
    else
        quote=
    fi
"#;

/// Where clap's script has its answer.
const ANSWERED: &str = "    if [[ $? != 0 ]]; then\n        unset COMPREPLY\n";

/// Bash replaces what stands behind the last break alone, and takes a blank for the end of a word.
const FITTED: &str = r#"    local status=$? cut="${words[_CLAP_COMPLETE_INDEX]}" breaks=
    [[ "$COMP_WORDBREAKS" == *=* ]] && breaks+='='
    [[ "$COMP_WORDBREAKS" == *:* ]] && breaks+=':'
    if [[ -n "$breaks" && -z "$quote" ]]; then
        cut="${cut%"${cut##*[$breaks]}"}"
    else
        cut=
    fi
    for ((i = 0; i < ${#COMPREPLY[@]}; i++)); do
        COMPREPLY[i]="${COMPREPLY[i]#"$cut"}"
        if [[ -z "$quote" && "${COMPREPLY[i]}" == *[[:space:]]* ]]; then
            printf -v "COMPREPLY[$i]" %q "${COMPREPLY[i]}"
        fi
    done
    if [[ $status != 0 ]]; then
        unset COMPREPLY
"#;

pub(super) fn with_whole_words(script: &str) -> String {
    script.replace(BROKEN, WHOLE).replace(ANSWERED, FITTED)
}

# Prints what zsh offers for each line behind `_esr` in this folder, END after each.
# A zsh at a terminal of its own gets the lines and a Tab typed. Every completion ends in compadd: there it is written down.
zmodload zsh/zpty
cat > setup.zsh <<'SETUP'
PS1='> '
LISTMAX=10000
autoload -Uz compinit
compinit -u -d $PWD/dump
source ./_esr
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
    builtin compadd "$@"
    return $?
  fi
  local -a hits
  builtin compadd -O hits "$@"
  print -rl -- "${hits[@]}" >> offered
  builtin compadd "$@"
}
finish() { zle kill-whole-line; print END >> offered }
zle -N finish
bindkey '^X' finish
bindkey '^I' complete-word
print REA''DY
SETUP
zpty z zsh -f -i
zpty -w z 'source ./setup.zsh'
zpty -r z seen '*READY*'
for line in "$@"; do
  : > offered
  zpty -n -w z "$line"$'\t\x18'
  repeat 500; do
    sleep 0.02
    grep -q '^END$' offered && break
    while zpty -rt z seen; do :; done
  done
  cat offered
done
zpty -d z

;; A component of the world `action` around any core module: `CORE` stands for its parts. It has a memory `memory`, a
;; `realloc`, and `run`, whose one result points to what the action gives.
(component
  (core module $core CORE)
  (core instance $i (instantiate $core))
  (type $call (record
    (field "id" string) (field "now" string) (field "locale" string) (field "time-zone" string)
    (field "has-caller" bool)))
  (type $failure (variant (case "invalid" string) (case "later" string) (case "failed" string)))
  (func $run (param "call" $call) (param "action" string) (param "input" string)
    (result (result string (error $failure)))
    (canon lift (core func $i "run") (memory (core memory $i "memory")) (realloc (core func $i "realloc"))))
  (component $names
    (type $call (record
      (field "id" string) (field "now" string) (field "locale" string) (field "time-zone" string)
      (field "has-caller" bool)))
    (type $failure (variant (case "invalid" string) (case "later" string) (case "failed" string)))
    (import "call" (type $named-call (eq $call)))
    (import "failure" (type $named-failure (eq $failure)))
    (import "run" (func $run (param "call" $named-call) (param "action" string) (param "input" string)
      (result (result string (error $named-failure)))))
    (export $exported-call "call" (type $named-call))
    (export $exported-failure "failure" (type $named-failure))
    (export "run" (func $run) (func (param "call" $exported-call) (param "action" string) (param "input" string)
      (result (result string (error $exported-failure))))))
  (instance $actions (instantiate $names
    (with "call" (type $call)) (with "failure" (type $failure)) (with "run" (func $run))))
  (export "weir:plugin/actions@1.0.0-rc" (instance $actions)))

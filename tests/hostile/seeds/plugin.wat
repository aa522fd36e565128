;; What a plugin's component has to do with the world; `plugin.wasm` is this, assembled with the crate `wat`.
(component
  (import "weir:plugin/log@1.0.0-rc" (instance (export "write" (func))))
  (import "weir:plugin/http@1.0.0-rc" (instance (export "send" (func))))
  (import "wasi:cli/environment@0.2.6" (instance (export "get-environment" (func))))
  (core module
    (memory 1)
    (func (export "run") (result i32) (i32.const 0)))
  (component $actions)
  (instance $exported (instantiate $actions))
  (export "weir:plugin/actions@1.0.0-rc" (instance $exported))
  (@custom "weir:contract" "1.0.0-rc"))

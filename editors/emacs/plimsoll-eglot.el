;;; plimsoll-eglot.el --- plimsoll as the server of YAML buffers  -*- lexical-binding: t -*-

;; Eglot runs one server in a buffer. A buffer with plimsoll has findings, fixes and their
;; explanations, and no completion of keys; a multiplexer is needed for both.
;;
;;   (load "plimsoll-eglot.el")
;;   (add-hook 'yaml-ts-mode-hook #'eglot-ensure)

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((yaml-ts-mode yaml-mode) . ("plimsoll" "lsp"))))

(provide 'plimsoll-eglot)
;;; plimsoll-eglot.el ends here

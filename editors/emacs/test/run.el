;;; run.el --- the server in a real Emacs with eglot  -*- lexical-binding: t -*-

;;     PLIMSOLL=target/debug/plimsoll emacs --batch --load editors/emacs/test/run.el

(require 'package)
(package-activate-all)
(require 'eglot)
(require 'yaml-mode)

(load (expand-file-name "../plimsoll-eglot.el" (file-name-directory load-file-name)) nil t)

(defun plimsoll-wait (what condition)
  "Wait until CONDITION holds, or fail saying WHAT did not happen."
  (let ((end (+ (float-time) 60)))
    (while (not (funcall condition))
      (when (> (float-time) end)
        (error "This did not happen: %s" what))
      (accept-process-output nil 0.1))))

(defun plimsoll-expect (what holds)
  "Say WHAT, and fail unless it HOLDS."
  (unless holds
    (error "Not so: %s" what))
  (message "ok - %s" what))

(defun plimsoll-rules ()
  "The messages of the findings in this buffer."
  ;; Nobody is ever idle in a batch, which is when edits are sent.
  (eglot--signal-textDocument/didChange)
  (flymake-start)
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(let* ((folder (make-temp-file "plimsoll" t))
       (file (expand-file-name "compose.yaml" folder))
       (binary (expand-file-name (or (getenv "PLIMSOLL") "plimsoll"))))
  (with-temp-file file
    (insert "services:\n  db:\n    image: postgres:16.4 # 🚢 kept\n    ports:\n      - \"5432:5432\"\n"))
  (setq eglot-server-programs `(((yaml-ts-mode yaml-mode) . (,binary "lsp"))))
  (find-file file)
  (yaml-mode)
  (setq-local project-find-functions (list (lambda (_) (cons 'transient folder))))
  (apply #'eglot (eglot--guess-contact))
  (flymake-mode 1)
  (plimsoll-wait "a finding" (lambda () (plimsoll-rules)))
  (plimsoll-expect "one finding" (= (length (plimsoll-rules)) 1))
  (plimsoll-expect "it is about the port"
                   (string-match-p "opens PostgreSQL" (car (plimsoll-rules))))
  (let ((found (car (flymake-diagnostics))))
    (plimsoll-expect "its range is the token"
                     (equal (buffer-substring (flymake-diagnostic-beg found) (flymake-diagnostic-end found))
                            "5432:5432"))
    (goto-char (flymake-diagnostic-beg found)))
  ;; As from the keyboard: from a mouse the choice would be a menu.
  (cl-letf ((last-nonmenu-event ?x)
            ((symbol-function 'completing-read)
             (lambda (_ choices &rest _)
               (seq-find (lambda (it) (string-match-p "loopback" it)) (all-completions "" choices)))))
    (eglot-code-actions (point) (point) nil t))
  (plimsoll-wait "the fix" (lambda () (string-match-p "127.0.0.1:5432:5432" (buffer-string))))
  (plimsoll-wait "no finding left" (lambda () (null (plimsoll-rules))))
  (message "ok - the fix answers the finding")
  (eglot-shutdown (eglot--current-server-or-lose))
  (set-buffer-modified-p nil))
;;; run.el ends here

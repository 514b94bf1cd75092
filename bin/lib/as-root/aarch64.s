// Runs /bin/sh SCRIPT CALLER-UID ARGV... as root, for whoever it is installed setuid root. See docs/decisions.md.
.set base, 0x400000

file:
    .byte 0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0
    .short 2, 183                       // an executable, AArch64
    .int 1
    .quad base + start - file, segment - file, 0
    .int 0
    .short 64, segment_end - segment, 1, 0, 0, 0
segment:
    .int 1, 5                           // loaded, read and execute
    .quad 0, base, base, end - file, end - file, 0x10000
segment_end:

start:                                  // the stack: argc, argv..., 0, environment..., 0
    mov x19, sp
    sub sp, sp, #64
    mov x8, #174                        // getuid
    svc #0
    sub x1, x19, #17                    // its digits, below the two words that go in front
    strb wzr, [x1]
    mov w2, #10
digit:
    udiv w3, w0, w2
    msub w4, w3, w2, w0
    add w4, w4, #'0'
    strb w4, [x1, #-1]!
    mov w0, w3
    cbnz w0, digit

    ldr x5, [x19]                       // argv gets three words in front: sh, the script, the uid where argc stood
    str x1, [x19]
    adr x0, script
    adr x6, shell
    stp x6, x0, [x19, #-16]

    add x20, x19, x5, lsl #3            // the environment, without what makes a shell or its libraries run something else
    add x20, x20, #16
    mov x1, x20
    mov x2, x20
next:
    ldr x3, [x1], #8
    cbz x3, last
    adr x4, dropped
compare:
    ldp x5, x6, [x4], #16
    cbz x5, keep
    ldr x7, [x3]
    and x7, x7, x5
    cmp x7, x6
    b.eq next
    b compare
keep:
    str x3, [x2], #8
    b next
last:
    str xzr, [x2]

    mov x0, #3                          // close_range(3, ~0, 0), as sudo does
    mov w1, #-1
    mov x2, #0
    mov x8, #436
    svc #0
    mov x0, #0                          // setgroups(0, 0)
    mov x1, #0
    mov x8, #159
    svc #0
    mov x0, #0                          // setresgid(0, 0, 0)
    mov x1, #0
    mov x2, #0
    mov x8, #149
    svc #0
    mov x0, #0                          // setresuid(0, 0, 0); the script sees whether it is root
    mov x1, #0
    mov x2, #0
    mov x8, #147
    svc #0
    adr x0, shell                       // execve
    sub x1, x19, #16
    mov x2, x20
    mov x8, #221
    svc #0
    mov x0, #126                        // exit
    mov x8, #93
    svc #0

    .balign 8
dropped:                                // pairs: which bits of the first eight characters, and what they are
    .quad 0x0000000000ffffff
    .ascii "LD_\0\0\0\0\0"
    .quad 0x00000000ffffffff
    .ascii "BASH\0\0\0\0"
    .quad -1
    .ascii "SHELLOPT"
    .quad -1
    .ascii "GCONV_PA"
    .quad -1
    .ascii "GLIBC_TU"
    .quad -1
    .ascii "LOCPATH="
    .quad 0, 0
shell:
    .asciz "/bin/sh"
script:
    .asciz "/dev/unattend/sudo/stand-in"
end:

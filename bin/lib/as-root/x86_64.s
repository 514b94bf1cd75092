# Runs /bin/sh SCRIPT CALLER-UID ARGV... as root, for whoever it is installed setuid root. See docs/decisions.md.
.intel_syntax noprefix
.set base, 0x400000

file:
    .byte 0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0
    .short 2, 62                        # an executable, x86-64
    .int 1
    .quad base + start - file, segment - file, 0
    .int 0
    .short 64, segment_end - segment, 1, 0, 0, 0
segment:
    .int 1, 5                           # loaded, read and execute
    .quad 0, base, base, end - file, end - file, 0x10000
segment_end:

start:                                  # the stack: argc, argv..., 0, environment..., 0
    mov rbx, rsp
    sub rsp, 64
    mov eax, 102                        # getuid
    syscall
    lea rdi, [rbx - 17]                 # its digits, below the two words that go in front
    mov byte ptr [rdi], 0
    mov ecx, 10
digit:
    xor edx, edx
    div ecx
    add dl, '0'
    dec rdi
    mov [rdi], dl
    test eax, eax
    jnz digit

    mov rcx, [rbx]                      # argv gets three words in front: sh, the script, the uid where argc stood
    mov [rbx], rdi
    lea rax, [rip + script]
    mov [rbx - 8], rax
    lea rax, [rip + shell]
    mov [rbx - 16], rax

    lea r12, [rbx + rcx * 8 + 16]       # the environment, without what makes a shell or its libraries run something else
    mov rsi, r12
    mov rdi, r12
next:
    mov rax, [rsi]
    add rsi, 8
    test rax, rax
    jz last
    lea r8, [rip + dropped]
compare:
    mov rcx, [r8]
    test rcx, rcx
    jz keep
    and rcx, [rax]
    cmp rcx, [r8 + 8]
    je next
    add r8, 16
    jmp compare
keep:
    mov [rdi], rax
    add rdi, 8
    jmp next
last:
    mov [rdi], rax

    mov edi, 3                          # close_range(3, ~0, 0), as sudo does
    mov esi, 0xffffffff
    xor edx, edx
    mov eax, 436
    syscall
    xor edi, edi                        # setgroups(0, 0)
    xor esi, esi
    mov eax, 116
    syscall
    xor edi, edi                        # setresgid(0, 0, 0)
    xor esi, esi
    xor edx, edx
    mov eax, 119
    syscall
    xor edi, edi                        # setresuid(0, 0, 0); the script sees whether it is root
    xor esi, esi
    xor edx, edx
    mov eax, 117
    syscall
    lea rdi, [rip + shell]              # execve
    lea rsi, [rbx - 16]
    mov rdx, r12
    mov eax, 59
    syscall
    mov edi, 126                        # exit
    mov eax, 60
    syscall

    .balign 8
dropped:                                # pairs: which bits of the first eight characters, and what they are
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
    .quad 0
shell:
    .asciz "/bin/sh"
script:
    .asciz "/dev/unattend/sudo/stand-in"
end:

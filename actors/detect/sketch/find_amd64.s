#include "textflag.h"

// func index16(p *uint64, n int, h uint64) int
TEXT ·index16(SB), NOSPLIT, $0-32
	MOVQ         p+0(FP), SI
	MOVQ         n+8(FP), CX
	VPBROADCASTQ h+16(FP), Y0
	XORQ         AX, AX

search:
	VPCMPEQQ (SI)(AX*8), Y0, Y1
	VPCMPEQQ 32(SI)(AX*8), Y0, Y2
	VPCMPEQQ 64(SI)(AX*8), Y0, Y3
	VPCMPEQQ 96(SI)(AX*8), Y0, Y4
	VPOR     Y1, Y2, Y5
	VPOR     Y3, Y4, Y6
	VPOR     Y5, Y6, Y7
	VPTEST   Y7, Y7
	JNZ      found
	ADDQ     $16, AX
	CMPQ     AX, CX
	JLT      search
	VZEROUPPER
	MOVQ     $-1, ret+24(FP)
	RET

found:
	VMOVMSKPD Y1, R8
	VMOVMSKPD Y2, R9
	VMOVMSKPD Y3, R10
	VMOVMSKPD Y4, R11
	SHLQ      $4, R9
	SHLQ      $8, R10
	SHLQ      $12, R11
	ORQ       R9, R8
	ORQ       R10, R8
	ORQ       R11, R8
	BSFQ      R8, R8
	ADDQ      R8, AX
	VZEROUPPER
	MOVQ      AX, ret+24(FP)
	RET

// func above32(p *uint32, n int, limit uint32) int
//
// Comparisons are of signed words, so that the highest bit of both sides is turned over.
TEXT ·above32(SB), NOSPLIT, $0-32
	MOVQ         p+0(FP), SI
	MOVQ         n+8(FP), CX
	VPCMPEQD     Y9, Y9, Y9
	VPSLLD       $31, Y9, Y9
	MOVL         limit+16(FP), AX
	VMOVD        AX, X0
	VPBROADCASTD X0, Y0
	VPXOR        Y9, Y0, Y0
	VPXOR        Y8, Y8, Y8
	XORQ         AX, AX

count:
	VPXOR    (SI)(AX*4), Y9, Y1
	VPXOR    32(SI)(AX*4), Y9, Y2
	VPXOR    64(SI)(AX*4), Y9, Y3
	VPXOR    96(SI)(AX*4), Y9, Y4
	VPCMPGTD Y0, Y1, Y1
	VPCMPGTD Y0, Y2, Y2
	VPCMPGTD Y0, Y3, Y3
	VPCMPGTD Y0, Y4, Y4
	VPADDD   Y1, Y2, Y5
	VPADDD   Y3, Y4, Y6
	VPADDD   Y5, Y6, Y7
	VPSUBD   Y7, Y8, Y8
	ADDQ     $32, AX
	CMPQ     AX, CX
	JLT      count

	VEXTRACTI128 $1, Y8, X1
	VPADDD       X1, X8, X8
	VPSHUFD      $0x4E, X8, X1
	VPADDD       X1, X8, X8
	VPSHUFD      $0xB1, X8, X1
	VPADDD       X1, X8, X8
	VMOVD        X8, AX
	VZEROUPPER
	MOVQ         AX, ret+24(FP)
	RET

// func pairs32(p *uint32, v *uint8, n int, key uint32) (all, zero int)
TEXT ·pairs32(SB), NOSPLIT, $0-48
	MOVQ         p+0(FP), SI
	MOVQ         v+8(FP), DI
	MOVQ         n+16(FP), CX
	MOVL         key+24(FP), AX
	VMOVD        AX, X0
	VPBROADCASTD X0, Y0
	VPXOR        Y9, Y9, Y9
	XORQ         AX, AX
	XORQ         R12, R12
	XORQ         R13, R13

compare:
	VPCMPEQD  (SI)(AX*4), Y0, Y1
	VPCMPEQD  32(SI)(AX*4), Y0, Y2
	VPCMPEQD  64(SI)(AX*4), Y0, Y3
	VPCMPEQD  96(SI)(AX*4), Y0, Y4
	VPOR      Y1, Y2, Y5
	VPOR      Y3, Y4, Y6
	VPOR      Y5, Y6, Y7
	VPTEST    Y7, Y7
	JZ        next
	VMOVMSKPS Y1, R8
	VMOVMSKPS Y2, R9
	VMOVMSKPS Y3, R10
	VMOVMSKPS Y4, R11
	SHLQ      $8, R9
	SHLQ      $16, R10
	SHLQ      $24, R11
	ORQ       R9, R8
	ORQ       R10, R8
	ORQ       R11, R8
	POPCNTQ   R8, R9
	ADDQ      R9, R12
	VPCMPEQB  (DI)(AX*1), Y9, Y5
	VPMOVMSKB Y5, R10
	ANDQ      R10, R8
	POPCNTQ   R8, R9
	ADDQ      R9, R13

next:
	ADDQ $32, AX
	CMPQ AX, CX
	JLT  compare
	VZEROUPPER
	MOVQ R12, all+32(FP)
	MOVQ R13, zero+40(FP)
	RET

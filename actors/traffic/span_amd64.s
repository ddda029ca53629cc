#include "textflag.h"
#include "go_asm.h"

// Offsets in spanTables; see span_amd64.go.
#define LOA   0
#define HIA   32
#define LOB   64
#define HIB   96
#define NIB   128
#define QUOTE 160
#define BACK  192
#define WIDE  224
#define BAREA 256
#define BAREB 288
#define STAIR 320
#define LETTERS 384
#define ZERO  416
#define NINE  432
#define DOT   448

// CLASS makes a traffic.Class of the two sets in BX and DI: one look-up each.
#define CLASS \
	LEAQ    ·spanFirst(SB), R9       \
	MOVWLZX (R9)(BX*2), BX           \
	LEAQ    ·spanSecond(SB), R9      \
	MOVWLZX (R9)(DI*2), DI           \
	ORL     DI, BX

// CLASSIFY looks the 32 bytes in Y0 up: Y5 and Y7 get the kinds of each byte, Y9 what has none.
#define CLASSIFY \
	VPAND    Y0, Y12, Y3  \
	VPSRLW   $4, Y0, Y4   \
	VPAND    Y4, Y12, Y4  \
	VPSHUFB  Y3, Y8, Y5   \
	VPSHUFB  Y4, Y10, Y6  \
	VPAND    Y5, Y6, Y5   \
	VPSHUFB  Y3, Y11, Y7  \
	VPSHUFB  Y4, Y13, Y6  \
	VPAND    Y6, Y7, Y7   \
	VPOR     Y5, Y7, Y9   \
	VPCMPEQB Y9, Y15, Y9

#define CONSTANTS \
	LEAQ    ·spanTables(SB), R8 \
	VMOVDQU LOA(R8), Y8         \
	VMOVDQU HIA(R8), Y10        \
	VMOVDQU LOB(R8), Y11        \
	VMOVDQU HIB(R8), Y13        \
	VMOVDQU NIB(R8), Y12        \
	VPXOR   Y15, Y15, Y15

// FOLD makes one byte of each of the kinds in Y5 and Y7, beside what Y9 and Y14 say of unknown
// and of wide bytes, and returns.
#define FOLD \
	VEXTRACTI128 $1, Y5, X1   \
	VPOR         X1, X5, X5   \
	VEXTRACTI128 $1, Y7, X2   \
	VPOR         X2, X7, X7   \
	VPUNPCKLQDQ  X7, X5, X1   \
	VPUNPCKHQDQ  X7, X5, X2   \
	VPOR         X1, X2, X1   \
	VPSRLQ       $32, X1, X2  \
	VPOR         X1, X2, X1   \
	VPSRLQ       $16, X1, X2  \
	VPOR         X1, X2, X1   \
	VPSRLQ       $8, X1, X2   \
	VPOR         X1, X2, X1   \
	VPEXTRB      $0, X1, BX   \
	VPEXTRB      $8, X1, DI

// func quotedSpan(p unsafe.Pointer, n int) (length int, class Class)
TEXT ·quotedSpan(SB), NOSPLIT, $32-26
	MOVQ    p+0(FP), SI
	MOVQ    n+8(FP), CX
	CMPB    ·hasAVX2(SB), $0
	JEQ     slow
	CONSTANTS
	XORL    AX, AX
	CMPQ    CX, $32
	JLT     last
	VMOVDQU (SI), Y0

first:
	VPCMPEQB  QUOTE(R8), Y0, Y1
	VPCMPEQB  BACK(R8), Y0, Y2
	VPOR      Y1, Y2, Y1
	VPMOVMSKB Y1, DX
	CLASSIFY
	VPCMPEQB  WIDE(R8), Y0, Y14
	TESTL     DX, DX
	JZ        many
	BSFL      DX, DX
	ADDQ      DX, AX
	LEAQ      (STAIR+32)(R8), R9
	SUBQ      DX, R9
	VMOVDQU   (R9), Y0
	VPAND     Y0, Y5, Y5
	VPAND     Y0, Y7, Y7
	VPAND     Y0, Y9, Y9
	VPAND     Y0, Y14, Y14
	JMP       done

	// A string of more than 32 bytes: gather in stack-free registers would need four more, so the
	// kinds gathered so far are kept in memory.
many:
	ADDQ      $32, AX
	VMOVDQA   Y5, Y1
	VMOVDQA   Y7, Y2
	VPMOVMSKB Y9, R10
	VPMOVMSKB Y14, R11

more:
	MOVQ      CX, R12
	SUBQ      AX, R12
	CMPQ      R12, $32
	JLT       lastOfMany
	VMOVDQU   (SI)(AX*1), Y0

moreLoaded:
	CLASSIFY
	VPCMPEQB  WIDE(R8), Y0, Y14
	VPCMPEQB  QUOTE(R8), Y0, Y3
	VPCMPEQB  BACK(R8), Y0, Y4
	VPOR      Y3, Y4, Y3
	VPMOVMSKB Y3, DX
	TESTL     DX, DX
	JNZ       endOfMany
	VPOR      Y5, Y1, Y1
	VPOR      Y7, Y2, Y2
	VPMOVMSKB Y9, R13
	ORL       R13, R10
	VPMOVMSKB Y14, R13
	ORL       R13, R11
	ADDQ      $32, AX
	JMP       more

endOfMany:
	BSFL      DX, DX
	ADDQ      DX, AX
	LEAQ      (STAIR+32)(R8), R9
	SUBQ      DX, R9
	VMOVDQU   (R9), Y0
	VPAND     Y0, Y5, Y5
	VPAND     Y0, Y7, Y7
	VPAND     Y0, Y9, Y9
	VPAND     Y0, Y14, Y14
	VPOR      Y1, Y5, Y5
	VPOR      Y2, Y7, Y7
	FOLD
	VPMOVMSKB Y9, R13
	ORL       R13, R10
	VPMOVMSKB Y14, R13
	ORL       R13, R11
	JMP       result

done:
	FOLD
	VPMOVMSKB Y9, R10
	VPMOVMSKB Y14, R11

result:
	VZEROUPPER
	CLASS
	NEGL    R10
	SBBL    R10, R10
	ANDL    $const_HasMark, R10
	ORL     R10, BX
	NEGL    R11
	SBBL    R11, R11
	ANDL    $const_HasWide, R11
	ORL     R11, BX
	MOVQ    AX, length+16(FP)
	MOVW    BX, class+24(FP)
	RET

	// Fewer than 32 bytes are left: read past them where that stays on the page, else from a copy.
	// The bit behind the last byte acts as the end.
last:
	TESTQ   CX, CX
	JZ      nothing
	MOVQ    SI, R9
	MOVL    R9, R12
	ANDL    $4095, R12
	CMPL    R12, $(4096-32)
	JA      lastCopy
	VMOVDQU (R9), Y0

lastLoaded:
	VPCMPEQB  QUOTE(R8), Y0, Y1
	VPCMPEQB  BACK(R8), Y0, Y2
	VPOR      Y1, Y2, Y1
	VPMOVMSKB Y1, DX
	BTSL      CX, DX
	CLASSIFY
	VPCMPEQB  WIDE(R8), Y0, Y14
	BSFL      DX, DX
	ADDQ      DX, AX
	LEAQ      (STAIR+32)(R8), R9
	SUBQ      DX, R9
	VMOVDQU   (R9), Y0
	VPAND     Y0, Y5, Y5
	VPAND     Y0, Y7, Y7
	VPAND     Y0, Y9, Y9
	VPAND     Y0, Y14, Y14
	JMP       done

lastCopy:
	LEAQ    tmp-32(SP), DI
	XORL    DX, DX

copy:
	CMPQ    DX, CX
	JGE     copied
	MOVB    (SI)(DX*1), BX
	MOVB    BX, (DI)(DX*1)
	INCQ    DX
	JMP     copy

copied:
	VMOVDQU (DI), Y0
	JMP     lastLoaded

lastOfMany:
	LEAQ    (SI)(AX*1), R9
	MOVL    R9, R13
	ANDL    $4095, R13
	CMPL    R13, $(4096-32)
	JA      manyCopy
	VMOVDQU (R9), Y0

manyLoaded:
	CLASSIFY
	VPCMPEQB  WIDE(R8), Y0, Y14
	VPCMPEQB  QUOTE(R8), Y0, Y3
	VPCMPEQB  BACK(R8), Y0, Y4
	VPOR      Y3, Y4, Y3
	VPMOVMSKB Y3, DX
	BTSL      R12, DX
	JMP       endOfMany

manyCopy:
	LEAQ    tmp-32(SP), DI
	XORL    DX, DX

copyMany:
	CMPQ    DX, R12
	JGE     copiedMany
	MOVB    (R9)(DX*1), BX
	MOVB    BX, (DI)(DX*1)
	INCQ    DX
	JMP     copyMany

copiedMany:
	VMOVDQU (DI), Y0
	JMP     manyLoaded

nothing:
	VZEROUPPER

	// A loop over the bytes, for processors without AVX2 and for nothing at all.
slow:
	XORL    AX, AX
	XORL    BX, BX
	LEAQ    ·classes(SB), R9

slowByte:
	CMPQ    AX, CX
	JGE     slowDone
	MOVBLZX (SI)(AX*1), DX
	MOVWLZX (R9)(DX*2), DX
	TESTL   $const_quotedStop, DX
	JNE     slowDone
	ORL     DX, BX
	INCQ    AX
	JMP     slowByte

slowDone:
	ANDL    $(0xFFFF & ~const_quotedStop & ~const_bareStop), BX
	MOVQ    AX, length+16(FP)
	MOVW    BX, class+24(FP)
	RET

// func bareSpan(p unsafe.Pointer, n int) (length int, class Class)
//
// A word of 32 bytes or more is read byte by byte.
TEXT ·bareSpan(SB), NOSPLIT, $32-26
	MOVQ    p+0(FP), SI
	MOVQ    n+8(FP), CX
	CMPB    ·hasAVX2(SB), $0
	JEQ     slow
	CMPQ    CX, $17
	JLT     wide

	// Up to 15 digits and dots, as most numbers are, and what ends them.
	LEAQ      ·spanTables(SB), R8
	VMOVDQU   (SI), X0
	VPSUBB    ZERO(R8), X0, X1
	VPMINUB   NINE(R8), X1, X2
	VPCMPEQB  X1, X2, X1
	VPMOVMSKB X1, AX          // digits
	VPCMPEQB  DOT(R8), X0, X2
	VPMOVMSKB X2, BX          // dots
	MOVL      AX, DX
	ORL       BX, DX
	NOTL      DX
	BSFL      DX, DX          // above 15 at most: the upper half is all ones
	LEAQ      ·classes(SB), R9
	MOVBLZX   (SI)(DX*1), DI
	MOVWLZX   (R9)(DI*2), DI
	TESTL     $const_bareStop, DI
	JEQ       wide
	MOVL      $1, DI
	MOVL      DX, CX
	SHLL      CX, DI
	DECL      DI
	ANDL      DI, AX
	NEGL      AX
	SBBL      AX, AX
	ANDL      $const_HasDigit, AX
	ANDL      DI, BX
	NEGL      BX
	SBBL      BX, BX
	ANDL      $const_HasDot, BX
	ORL       BX, AX
	MOVQ      DX, length+16(FP)
	MOVW      AX, class+24(FP)
	RET

wide:
	MOVQ    n+8(FP), CX
	TESTQ   CX, CX
	JZ      slow
	CONSTANTS
	MOVQ    $1, R12
	SHLQ    $32, R12
	CMPQ    CX, $32
	JGE     load
	BTSQ    CX, R12
	MOVL    SI, R13
	ANDL    $4095, R13
	CMPL    R13, $(4096-32)
	JA      bareCopy

load:
	VMOVDQU (SI), Y0

loaded:
	CLASSIFY
	VPAND     BAREA(R8), Y5, Y1
	VPAND     BAREB(R8), Y7, Y2
	VPOR      Y1, Y2, Y1
	VPCMPEQB  Y1, Y15, Y1
	VPMOVMSKB Y1, DX
	ORQ       R12, DX
	BSFQ      DX, AX
	CMPQ      AX, $32
	JEQ       slow
	LEAQ      (STAIR+32)(R8), R9
	SUBQ      AX, R9
	VMOVDQU   (R9), Y0
	VPAND     Y0, Y5, Y5
	VPAND     Y0, Y7, Y7
	FOLD
	VZEROUPPER
	CLASS
	MOVQ      AX, length+16(FP)
	MOVW      BX, class+24(FP)
	RET

bareCopy:
	LEAQ    tmp-32(SP), DI
	XORL    DX, DX

bareByte:
	CMPQ    DX, CX
	JGE     bareCopied
	MOVB    (SI)(DX*1), BX
	MOVB    BX, (DI)(DX*1)
	INCQ    DX
	JMP     bareByte

bareCopied:
	VMOVDQU (DI), Y0
	JMP     loaded

slow:
	VZEROUPPER
	XORL    AX, AX
	XORL    BX, BX
	LEAQ    ·classes(SB), R9

slowByte:
	CMPQ    AX, CX
	JGE     slowDone
	MOVBLZX (SI)(AX*1), DX
	MOVWLZX (R9)(DX*2), DX
	TESTL   $const_bareStop, DX
	JNE     slowDone
	ORL     DX, BX
	INCQ    AX
	JMP     slowByte

slowDone:
	MOVQ    AX, length+16(FP)
	MOVW    BX, class+24(FP)
	RET

// func alnumMasks(p unsafe.Pointer, n int) (digits, letters uint64)
TEXT ·alnumMasks(SB), NOSPLIT, $64-32
	MOVQ    p+0(FP), SI
	MOVQ    n+8(FP), CX
	XORL    AX, AX
	XORL    DX, DX
	CMPB    ·hasAVX2(SB), $0
	JEQ     slow
	TESTQ   CX, CX
	JZ      slow
	LEAQ    ·spanTables(SB), R8
	CMPQ    CX, $64
	JGE     load
	MOVL    SI, R13
	ANDL    $4095, R13
	CMPL    R13, $(4096-64)
	JA      copy

load:
	VMOVDQU   LOA(R8), Y8
	VMOVDQU   HIA(R8), Y10
	VMOVDQU   NIB(R8), Y12
	VMOVDQU   (SI), Y0
	VMOVDQU   32(SI), Y1
	VPAND     Y0, Y12, Y2
	VPSRLW    $4, Y0, Y3
	VPAND     Y3, Y12, Y3
	VPSHUFB   Y2, Y8, Y2
	VPSHUFB   Y3, Y10, Y3
	VPAND     Y2, Y3, Y0
	VPAND     Y1, Y12, Y2
	VPSRLW    $4, Y1, Y3
	VPAND     Y3, Y12, Y3
	VPSHUFB   Y2, Y8, Y2
	VPSHUFB   Y3, Y10, Y3
	VPAND     Y2, Y3, Y1
	VPSLLW    $7, Y0, Y2    // digits to the top bit
	VPMOVMSKB Y2, AX
	VPSLLW    $7, Y1, Y2
	VPMOVMSKB Y2, BX
	SHLQ      $32, BX
	ORQ       BX, AX
	VPXOR     Y5, Y5, Y5
	VMOVDQU   LETTERS(R8), Y4
	VPAND     Y0, Y4, Y2
	VPCMPGTB  Y5, Y2, Y2
	VPMOVMSKB Y2, DX
	VPAND     Y1, Y4, Y2
	VPCMPGTB  Y5, Y2, Y2
	VPMOVMSKB Y2, BX
	SHLQ      $32, BX
	ORQ       BX, DX
	VZEROUPPER
	CMPQ      CX, $64
	JGE       done
	MOVL      $1, BX
	SHLQ      CX, BX
	DECQ      BX
	ANDQ      BX, AX
	ANDQ      BX, DX

done:
	MOVQ AX, digits+16(FP)
	MOVQ DX, letters+24(FP)
	RET

copy:
	LEAQ    tmp-64(SP), DI
	XORL    BX, BX

copyByte:
	MOVB    (SI)(BX*1), R9
	MOVB    R9, (DI)(BX*1)
	INCQ    BX
	CMPQ    BX, CX
	JLT     copyByte
	MOVQ    DI, SI
	JMP     load

	// A loop over the bytes, the last one first.
slow:
	CMPQ    CX, $64
	JLE     slowBytes
	MOVL    $64, CX

slowBytes:
	LEAQ    ·classes(SB), R9

slowByte:
	DECQ    CX
	JLT     done
	MOVBLZX (SI)(CX*1), BX
	MOVWLZX (R9)(BX*2), BX
	SHLQ    $1, AX
	SHLQ    $1, DX
	TESTL   $const_HasDigit, BX
	JEQ     slowLetter
	ORQ     $1, AX

slowLetter:
	TESTL   $(const_HasUpper|const_HasLower), BX
	JEQ     slowByte
	ORQ     $1, DX
	JMP     slowByte

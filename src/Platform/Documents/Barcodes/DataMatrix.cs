namespace Entrepot.Platform.Documents.Barcodes;

/// <summary>Data Matrix ECC 200 (ISO/IEC 16022), square symbols: the code of small labels and of GS1 on goods.</summary>
public static class DataMatrix
{
    private const byte Pad = 129, Fnc1Codeword = 232;

    /// <summary>White space that the standard asks for on all sides.</summary>
    private const int QuietModules = 1;

    /// <summary>ASCII only here; for other text use a QR code.</summary>
    public static bool CanEncode(string text) => text.Length > 0 && text.All(char.IsAscii) && Codewords(text).Count <= DataMatrixSize.Largest.DataCodewords;

    /// <exception cref="ArgumentException">The text is empty, not ASCII, or too long; ask <see cref="CanEncode"/> first where it came from a person.</exception>
    public static MatrixBarcode Encode(string text) => CanEncode(text) ? Draw(text, Codewords(text))
        : throw new ArgumentException($"A Data Matrix holds ASCII only here, at least one character and at most {DataMatrixSize.Largest.DataCodewords} codewords: '{text}'.", nameof(text));

    /// <summary>GS1 DataMatrix: begins with FNC1, with FNC1 again after each value whose length is not predefined.</summary>
    public static Kernel.Result<MatrixBarcode> EncodeGs1(IReadOnlyList<Gs1Element> elements)
    {
        var written = Gs1.Write(elements);
        if (written.Problem is { } problem) return problem;

        var codewords = Codewords(written.Value.Data);
        return codewords.Count <= DataMatrixSize.Largest.DataCodewords
            ? Draw(written.Value.HumanReadable, codewords)
            : Gs1Problems.TooLong(codewords.Count, DataMatrixSize.Largest.DataCodewords);
    }

    /// <summary>ASCII encodation: two digits a codeword, else a character.</summary>
    private static List<byte> Codewords(string data)
    {
        var codewords = new List<byte>(data.Length);
        for (var i = 0; i < data.Length; i++)
        {
            if (data[i] == Code128.Fnc1) codewords.Add(Fnc1Codeword);
            else if (i + 1 < data.Length && char.IsAsciiDigit(data[i]) && char.IsAsciiDigit(data[i + 1]))
                codewords.Add((byte)(130 + ((data[i] - '0') * 10) + (data[++i] - '0')));
            else codewords.Add((byte)(data[i] + 1));
        }
        return codewords;
    }

    private static MatrixBarcode Draw(string text, List<byte> codewords)
    {
        var size = DataMatrixSize.For(codewords.Count);
        AddPadding(codewords, size.DataCodewords);
        var placed = DataMatrixPlacement.Place(DataMatrixCorrection.Append([.. codewords], size), size.DataModules);
        return new(text, size.Side, size.Side, QuietModules, WithFinders(placed, size));
    }

    /// <summary>The first pad says so, the others are scattered so that they make no pattern (253-state algorithm).</summary>
    private static void AddPadding(List<byte> codewords, int length)
    {
        if (codewords.Count < length) codewords.Add(Pad);
        while (codewords.Count < length)
        {
            var scattered = Pad + (149 * (codewords.Count + 1) % 253) + 1;
            codewords.Add((byte)(scattered <= 254 ? scattered : scattered - 254));
        }
    }

    /// <summary>Each region has a solid edge on the left and below, and a dotted one above and on the right.</summary>
    private static bool[] WithFinders(bool[] placed, DataMatrixSize size)
    {
        var dark = new bool[size.Side * size.Side];
        var region = (size.Side / size.Regions) - 2;
        for (var row = 0; row < size.Side; row++)
            for (var column = 0; column < size.Side; column++)
            {
                var (inRow, inColumn) = (row % (region + 2), column % (region + 2));
                dark[(row * size.Side) + column] = (inRow, inColumn) switch
                {
                    (_, 0) => true,
                    _ when inRow == region + 1 => true,
                    (0, _) => inColumn % 2 == 0,
                    _ when inColumn == region + 1 => inRow % 2 == 1,
                    _ => placed[(((row / (region + 2) * region) + inRow - 1) * size.DataModules) + (column / (region + 2) * region) + inColumn - 1],
                };
            }
        return dark;
    }
}

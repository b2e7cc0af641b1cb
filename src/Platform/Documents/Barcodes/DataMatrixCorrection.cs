namespace Entrepot.Platform.Documents.Barcodes;

/// <summary>Reed–Solomon correction over the field of 256 elements with the polynomial 301, as ECC 200 has it.</summary>
internal static class DataMatrixCorrection
{
    private const int Polynomial = 301;

    private static readonly byte[] Power = new byte[510];
    private static readonly byte[] Logarithm = new byte[256];

    static DataMatrixCorrection()
    {
        for (int i = 0, value = 1; i < 255; i++)
        {
            Power[i] = Power[i + 255] = (byte)value;
            Logarithm[value] = (byte)i;
            value <<= 1;
            if (value > 255) value ^= Polynomial;
        }
    }

    /// <summary>The data followed by its correction; with several blocks, codewords go to them in turn.</summary>
    public static byte[] Append(byte[] data, DataMatrixSize size)
    {
        var perBlock = size.CorrectionCodewords / size.Blocks;
        var generator = Generator(perBlock);
        var all = new byte[data.Length + size.CorrectionCodewords];
        data.CopyTo(all, 0);
        for (var block = 0; block < size.Blocks; block++)
        {
            var correction = new byte[perBlock];
            for (var i = block; i < data.Length; i += size.Blocks) Divide(correction, generator, data[i]);
            for (var i = 0; i < perBlock; i++) all[data.Length + (i * size.Blocks) + block] = correction[i];
        }
        return all;
    }

    /// <summary>One step of the division by the generator: the remainder moves up and takes in the next codeword.</summary>
    private static void Divide(byte[] remainder, byte[] generator, byte codeword)
    {
        var factor = (byte)(codeword ^ remainder[0]);
        for (var i = 0; i < remainder.Length; i++)
            remainder[i] = (byte)((i + 1 < remainder.Length ? remainder[i + 1] : 0) ^ Multiply(generator[i], factor));
    }

    /// <summary>The product of (x + 2^i) for i from 1 to the degree; coefficients below the leading one, highest first.</summary>
    private static byte[] Generator(int degree)
    {
        var coefficients = new byte[degree + 1];
        coefficients[0] = 1;
        for (var i = 1; i <= degree; i++)
            for (var j = i; j > 0; j--)
                coefficients[j] = (byte)(coefficients[j] ^ Multiply(coefficients[j - 1], Power[i]));
        return coefficients[1..];
    }

    private static byte Multiply(byte a, byte b) => a == 0 || b == 0 ? (byte)0 : Power[Logarithm[a] + Logarithm[b]];
}

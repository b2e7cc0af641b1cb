using Entrepot.Kernel;

namespace Entrepot.Customs.Contracts;

/// <summary>How well the suggestions do on goods kept apart, by the first digits of the code.</summary>
/// <param name="Digits">2, 4 or 6.</param>
/// <param name="First">Share of goods whose digits are those of the first suggestion, 0 to 1.</param>
/// <param name="FirstFive">Share where they are among the first five.</param>
public sealed record GoodsTrainingScore(int Digits, double First, double FirstFive);

/// <param name="Files">What was read.</param>
/// <param name="Goods">Descriptions with a code that people gave; a fifth of them was kept apart to measure with.</param>
/// <param name="Words">Entries of nomenclature, tariff and keyword table beside them.</param>
/// <param name="Temperature">What the scores are divided by so that their chances come true.</param>
/// <param name="CalibrationError">Mean distance between the chance claimed for the first suggestion and the share that is right.</param>
/// <param name="Bytes">Size of the model written.</param>
public sealed record GoodsTrained(
    IReadOnlyList<string> Files, int Goods, int KeptApart, int Words, IReadOnlyList<GoodsTrainingScore> Scores, IReadOnlyList<GoodsTrainingScore> ModelAlone, double Temperature, double CalibrationError, long Bytes);

/// <summary>Learns from files with goods and their codes what suggestions of codes are made from.</summary>
public interface IGoodsTraining
{
    /// <summary>
    /// Learns from four fifths of the goods in a folder, measures on the last fifth, then learns from all and writes the
    /// model. The same files give the same model.
    /// </summary>
    /// <param name="file">Where the model goes; an older one is replaced.</param>
    /// <returns>Refused with <c>customs.no_goods</c> where the folder holds no file that is known.</returns>
    Result<GoodsTrained> Learn(string folder, string file);
}

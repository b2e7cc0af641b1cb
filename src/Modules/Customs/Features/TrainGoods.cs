using System.Globalization;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Classification;
using Entrepot.Customs.Domain.LandedCost;
using Entrepot.Kernel;

namespace Entrepot.Customs.Features;

/// <summary>Learns the model behind the suggestions of codes from the files a user has, and says how good it is.</summary>
internal sealed class TrainGoods(RuleBook book) : IGoodsTraining
{
    /// <summary>Temperatures tried; above one the model claims less than its scores say.</summary>
    private static readonly double[] Temperatures = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 2];

    public Result<GoodsTrained> Learn(string folder, string file)
    {
        var read = GoodsExamples.ReadFrom(folder);
        if (read.Goods.Count == 0) return ClassificationProblems.NoGoods(folder);

        var apart = read.Goods.FindAll(one => GoodsExamples.IsKeptApart(one.Description));
        var source = string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", read.Files.Select(Path.GetFileName))}: {read.Goods.Count} goods, {read.Words.Count} entries of nomenclature, tariff and keywords");
        var measured = GoodsTraining.Learn([.. read.Goods.FindAll(one => !GoodsExamples.IsKeptApart(one.Description)), .. read.Words], 1, source);
        var temperature = Temperatures.MinBy(one => GoodsMeasure.CalibrationError(apart, Classifier(measured, one).Chances));
        var classifier = Classifier(measured, temperature);
        var alone = new GoodsModel(measured.Nodes, temperature, source);
        var scores = GoodsMeasure.Score(apart, classifier.Chances);
        var modelAlone = GoodsMeasure.Score(apart, (description, most) => alone.Suggest(GoodsFeatures.Of(description), most));

        using (var target = File.Create(file)) GoodsModelFile.Write(GoodsTraining.Learn([.. read.Goods, .. read.Words], temperature, source), target);
        return new GoodsTrained(
            read.Files, read.Goods.Count, apart.Count, read.Words.Count, [.. scores.Select(Score)], [.. modelAlone.Select(Score)],
            temperature, GoodsMeasure.CalibrationError(apart, classifier.Chances), new FileInfo(file).Length);
    }

    private GoodsClassifier Classifier(GoodsModel model, double temperature) => new(new GoodsModel(model.Nodes, temperature, model.Source), KeywordClassifier.Shared, HsNomenclature.Shared, book);

    private static GoodsTrainingScore Score(GoodsScore score) => new(score.Digits, score.First, score.FirstFive);
}

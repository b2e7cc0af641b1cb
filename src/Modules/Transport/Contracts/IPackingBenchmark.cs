namespace Entrepot.Transport.Contracts;

/// <summary>Measures the container loading on published problems (Bischoff and Ratcliff 1995, one JSON file per problem).</summary>
public interface IPackingBenchmark
{
    /// <param name="folder">Read with all its subfolders.</param>
    PackingReport Run(string folder);
}

/// <param name="MeanFillPercent">Volume loaded, in percent of the container's, averaged over the problems.</param>
/// <param name="BySet">The same for each subfolder.</param>
public sealed record PackingReport(int Problems, double MeanFillPercent, double SecondsPerProblem, IReadOnlyDictionary<string, double> BySet);

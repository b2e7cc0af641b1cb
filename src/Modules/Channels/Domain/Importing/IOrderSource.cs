using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>Files of one profile, read as orders. Every file is checked before the first order is read.</summary>
internal interface IOrderSource : IDisposable
{
    /// <summary>Looks the file through from end to end; a refused file is left out of what follows.</summary>
    Problem? Check(SourceFile source);

    /// <summary>Looks at the files that passed together, once all were checked; a refusal is one of all of them.</summary>
    Problem? CheckTogether();

    /// <summary>Columns that the profile names, that some file lacks and that an order can do without; each once.</summary>
    IReadOnlyList<string> MissingColumns { get; }

    /// <summary>The orders of all files that passed, once.</summary>
    IEnumerable<Delivery> Read(IImportWatch watch);
}

/// <summary>Told what is read while it is read, apart from what becomes of it.</summary>
internal interface IImportWatch
{
    /// <param name="amount">Quantity × unit price; null where it cannot be read.</param>
    void RowRead(decimal? amount);

    void FileDone();
}

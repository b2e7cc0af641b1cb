using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing.Sampling;

/// <summary>One row of a sample as an import would take it.</summary>
/// <param name="Order">Counts the orders of the sample; rows of the same order have the same.</param>
/// <param name="Refusal">Set when the row would be refused or set aside.</param>
internal sealed record PreviewRow(MappedRow Row, int Order, RowKind Kind, RowFault? Refusal);

/// <summary>The rows, or why the whole file would be refused.</summary>
/// <param name="Notice">What the import would say about the whole file; null where it would say nothing.</param>
internal sealed record Preview(IReadOnlyList<PreviewRow> Rows, int Orders, Problem? Problem, Sentence? Notice);

/// <summary>
/// Reads the first rows of a sample with the import's own reader, mapper, assembler and rules of the front door, so that
/// what is shown is what would happen.
/// </summary>
internal static class ProfilePreview
{
    public static Preview Run(MappingProfile profile, SampleFile sample)
    {
        // The whole file was looked at for its encoding when it was sent; its beginning may hold nothing but ASCII.
        var exact = profile.Encoding == "auto" ? profile with { Encoding = sample.Encoding } : profile;
        var opened = CsvFile.Check(sample.Source, exact, _ => { }, SampleFile.RowsMax);
        if (opened.Problem is { } problem) return new([], 0, problem, null);

        var notice = opened.Value.Missing is { Count: > 0 } missing ? ImportProblems.ColumnsLeftOut(missing) : null;
        return Judge(exact, Read(opened.Value, exact, out var mapper), mapper) with { Notice = notice };
    }

    private static List<MappedRow> Read(CsvFile file, MappingProfile profile, out RowMapper mapper)
    {
        mapper = new(profile);
        var rows = new List<MappedRow>();
        using var reader = file.Read(profile);
        while (rows.Count < SampleFile.RowsMax && reader.Read()) rows.Add(mapper.Read(file, reader));
        return rows;
    }

    private static Preview Judge(MappingProfile profile, List<MappedRow> rows, RowMapper mapper)
    {
        var assembler = new OrderAssembler(profile, mapper);
        var judged = new Dictionary<long, PreviewRow>();
        var (ordinal, orders) = (0, 0);
        foreach (var order in Together(rows))
        {
            ordinal++;
            var delivery = assembler.Assemble(order);
            var refused = delivery.Order is { } read && OrderRules.Check(read) is { } problem ? new RowFault(problem.Field ?? "", problem.Message, "Correct the order and import it again.") : null;
            var notes = delivery.Notes.DistinctBy(note => note.Line).ToDictionary(note => note.Line);
            if (delivery.Order is not null && refused is null) orders++;
            foreach (var row in order)
            {
                var note = notes.GetValueOrDefault(row.Line);
                judged[row.Line] = note is not null ? new(row, ordinal, note.Kind, new(note.Field, note.Why, note.WhatToDo))
                    : refused is not null && row.Kind is RowKind.Goods or RowKind.Service ? new(row, ordinal, RowKind.Refused, refused) : new(row, ordinal, row.Kind, null);
            }
        }

        return new([.. rows.Select(row => judged[row.Line])], orders, null, null);
    }

    /// <summary>Rows with the same number, wherever they stand; a row without one stands alone.</summary>
    private static List<List<MappedRow>> Together(List<MappedRow> rows)
    {
        var orders = new List<List<MappedRow>>();
        var byNumber = new Dictionary<string, List<MappedRow>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row.Number.Length > 0 && byNumber.TryGetValue(row.Number, out var order))
            {
                order.Add(row);
                continue;
            }

            orders.Add([row]);
            if (row.Number.Length > 0) byNumber[row.Number] = orders[^1];
        }

        return orders;
    }
}

namespace Entrepot.Architecture;

/// <summary>What the documents say of the tree is true of it.</summary>
internal static class DocumentRules
{
    public static readonly Rule[] All =
    [
        new("Every link leads somewhere", Documents.BrokenLinks)
        {
            Breaks =
            [
                ("README.md", "[the journey](src/Journey/OrderJourney.cs)"),
                new(("docs/architecture.md", "[the journey](src/Journey/OrderJourney.cs)"), ("src/Journey/OrderJourney.cs", "")), // As if it stood at the root.
                ("src/Platform/Manual/en/holds.md", "![The queue](/manual/pictures/en/holds.png)"),
            ],
            Keeps =
            [
                new(("docs/architecture.md", "[the journey](../src/Journey/OrderJourney.cs), [stages](../src/Journey/), [above](#floors)"), ("src/Journey/OrderJourney.cs", "")),
                new(("src/Platform/Manual/en/holds.md", "![The queue](/manual/pictures/en/holds.png)"), ("src/Platform/Manual/en/holds.png", "")),
                ("README.md", "[the licence](https://www.apache.org/licenses/LICENSE-2.0)"),
            ],
        },
        new("Every path that a document names exists", Documents.PathsThatAreNotThere)
        {
            Breaks =
            [
                ("docs/how-to/add-a-stage.md", "Put it into `src/Journey/Steps/`."),
                ("CONTRIBUTING.md", "See `tests/Integration`."),
            ],
            Keeps =
            [
                new(("docs/how-to/add-a-stage.md", "Put it into `src/Journey/Stages`, as `src/Journey/Stages/YourStage.cs`."), ("src/Journey/Stages/ReserveStock.cs", "")),
                ("docs/how-to/add-a-stage.md", "Text without paths."),
            ],
        },
        new("The tree in the architecture document names each project", Documents.ProjectsWithoutAWord)
        {
            Breaks =
            [
                new(("docs/architecture.md", "src/Server/  the host"), ("src/Server/Server.csproj", ""), ("src/Kernel/Kernel.csproj", "")),
                new(("docs/architecture.md", "Modules are in src/Modules/Tax/ and elsewhere."), ("src/Modules/Tax/Tax.csproj", "")),
            ],
            Keeps = [new(("docs/architecture.md", "src/Server/       the host\nsrc/Modules/Tax/  rates"), ("src/Server/Server.csproj", ""), ("src/Modules/Tax/Tax.csproj", ""))],
        },
        new("Screens translate a term as the glossary does", Documents.WordsUnlikeTheGlossary)
        {
            Breaks =
            [
                new(("docs/glossary.md", "| English | 中文 | Meaning |\n| Shipper, consignee | 发件人、收件人 | who sends; who receives |"), ("src/Modules/Warehouse/Locales/zh-CN.json", "{\n  \"Consignee\": \"收货人\"\n}")),
                new(("docs/glossary.md", "| English | 中文 | Español | Meaning |\n| Wave | 波次 | oleada | |"), ("src/Modules/Warehouse/Locales/es.json", "{\n  \"Wave\": \"Ola\"\n}")),
            ],
            Keeps =
            [
                new(("docs/glossary.md", "| English | 中文 | Meaning |\n| ATP (available to promise), consignee | 可承诺量（ATP）、收件人 | |"), ("src/Modules/Warehouse/Locales/zh-CN.json", "{\n  \"Consignee\": \"收件人\",\n  \"ATP\": \"可承诺量\",\n  \"Consignee|letter\": \"收信人\"\n}")),
                new(("docs/glossary.md", "| English | 中文 | Español | Meaning |\n| Wave | 波次 | oleada | |"), ("src/Modules/Warehouse/Locales/es.json", "{\n  \"Wave\": \"Oleada\"\n}")),
            ],
        },
        new("Decision records are numbered and have one shape", Documents.DecisionsOutOfShape)
        {
            Breaks =
            [
                ("docs/decisions/0002-money.md", "# 2. Money\n\n**Context.** a **Decision.** b **Consequences.** c"),
                ("docs/decisions/0001-money.md", "# 2. Money\n\n**Context.** a **Decision.** b **Consequences.** c"),
                ("docs/decisions/0001-money.md", "# 1. Money\n\n**Context.** a **Decision.** b"),
            ],
            Keeps = [("docs/decisions/0001-money.md", "# 1. Money\n\n**Context.** a **Decision.** b **Consequences.** c")],
        },
    ];
}

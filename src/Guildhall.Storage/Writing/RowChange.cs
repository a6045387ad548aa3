namespace Guildhall.Storage.Writing;

/// <summary>One row put or deleted. The kinds stand in the <c>…Rows.cs</c> of each folder.</summary>
public abstract record RowChange;

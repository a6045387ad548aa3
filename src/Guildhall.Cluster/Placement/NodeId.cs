namespace Guildhall.Cluster.Placement;

/// <summary>A node of the cluster, 0 to 1023: the worker and process bits of the snowflakes it makes.</summary>
public readonly record struct NodeId(int Value);
